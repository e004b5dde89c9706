import ArgumentParser
import LungAttention

extension ColorMap: ExpressibleByArgument {}

/// Which pictures a command writes.
struct PictureArguments: ParsableArguments {
  @Option(help: "Colours of the map.")
  var colormap = ColorMap.inferno

  @Option(help: ArgumentHelp("Strength of the map's colours, 0…1.", valueName: "share"))
  var opacity = OverlayStyle().opacity

  @Flag(help: "Also write original, map and overlay side by side.")
  var panels = false

  @Flag(help: "Also write the raw map in original pixels as NumPy float32 [H, W].")
  var saveMap = false

  func validate() throws {
    guard (0...1).contains(opacity) else {
      throw ValidationError("--opacity is \(opacity), expected 0…1.")
    }
  }

  var options: PictureOptions {
    PictureOptions(
      style: OverlayStyle(colorMap: colormap, opacity: opacity), writesPanels: panels,
      savesMaps: saveMap)
  }
}
