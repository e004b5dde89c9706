import Foundation
import Imaging
import Testing

@Suite("Colour maps")
struct ColorMapTests {
  @Test(
    "have matplotlib's ends and middle",
    arguments: [
      (ColorMap.inferno, RGBColor(0x000004), RGBColor(0xBC3754), RGBColor(0xFCFFA4)),
      (.viridis, RGBColor(0x440154), RGBColor(0x21918C), RGBColor(0xFDE725)),
      (.turbo, RGBColor(0x30123B), RGBColor(0xA4FC3C), RGBColor(0x7A0403)),
    ])
  func endsAndMiddle(map: ColorMap, low: RGBColor, middle: RGBColor, high: RGBColor) {
    #expect(map.colors.count == 256)
    #expect(map.color(at: 0) == low)
    #expect(map.color(at: 0.5) == middle)
    #expect(map.color(at: 1) == high)
  }

  @Test("give every entry for its own value", arguments: ColorMap.allCases)
  func entries(map: ColorMap) {
    for index in 0..<256 { #expect(map.color(at: Float(index) / 255) == map.colors[index]) }
  }

  @Test("take the nearer end outside 0…1, and the low end for NaN", arguments: ColorMap.allCases)
  func outside(map: ColorMap) {
    #expect(map.color(at: -3) == map.colors[0])
    #expect(map.color(at: .nan) == map.colors[0])
    #expect(map.color(at: .infinity) == map.colors[255])
  }

  @Test("rise in lightness from end to end", arguments: [ColorMap.inferno, .viridis])
  func lightness(map: ColorMap) {
    let levels = map.colors.map(lightness)
    // Rounding to 8 bits may cost a fraction of a step, never a visible one.
    for (darker, lighter) in zip(levels, levels.dropFirst()) { #expect(lighter > darker - 0.15) }
    for (darker, lighter) in zip(levels, levels.dropFirst(4)) { #expect(lighter > darker) }
  }

  /// CIE 1976 L* of an sRGB colour.
  private func lightness(_ color: RGBColor) -> Double {
    func linear(_ channel: UInt8) -> Double {
      let value = Double(channel) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    let luminance =
      0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
    return luminance > 0.008856 ? 116 * cbrt(luminance) - 16 : 903.3 * luminance
  }
}
