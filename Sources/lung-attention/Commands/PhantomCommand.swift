import ArgumentParser
import LungAttention

extension PhantomDesign.Kind: ExpressibleByArgument {}
extension PhantomShortcut: ExpressibleByArgument {}

struct PhantomCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phantom",
    abstract: "Draw artificial chest radiographs with exact lung and marker masks.",
    discussion: """
      A balanced set has both classes from each hospital; in an imbalanced set each class comes
      from one hospital, whose burnt-in letters then give the class away. In a swapped set each
      class comes from the other's hospital: a network that knows the hospital is wrong on it.

      The hospitals differ in letters, tone, noise and frame at once; --shortcut makes them differ
      in one thing only, or in none. With --strength 0.5, three quarters of a class come from its
      hospital and a quarter from the other: (1 + strength) / 2.

      EXAMPLES
        lung-attention phantom --design imbalanced --train 400 --val 80 --test 120 --output set
        lung-attention phantom --design balanced --train 0 --val 0 --test 48 --output test
        lung-attention phantom --design imbalanced --shortcut marker --strength 0.8 --output set
      """)

  @Option(help: "How classes and hospitals go together.")
  var design: PhantomDesign.Kind

  @Option(
    help: ArgumentHelp(
      """
      The only thing in which the hospitals differ: marker (letters), border (a wide frame), tone \
      (a tone curve), none. (default: they differ in all)
      """))
  var shortcut: PhantomShortcut?

  @Option(
    help: ArgumentHelp(
      "How strongly classes and hospitals go together, 0…1, unless balanced.", valueName: "share"))
  var strength = 1.0

  @Option(help: ArgumentHelp("Images to train on.", valueName: "number"))
  var train = 400

  @Option(help: ArgumentHelp("Images to stop by.", valueName: "number"))
  var val = 80

  @Option(help: ArgumentHelp("Images to test on.", valueName: "number"))
  var test = 120

  @Option(help: ArgumentHelp("Size of the images.", valueName: "WxH"))
  var size = Extent.square(256)

  @Option(help: ArgumentHelp("Decides anatomy, disease and noise.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Folder for images, masks and manifest.csv.", valueName: "folder"))
  var output: String

  @OptionGroup var execution: ExecutionOptions

  func validate() throws {
    guard min(train, val, test) >= 0, train + val + test > 0 else {
      throw ValidationError("--train, --val and --test must not be negative nor all be 0.")
    }
    guard (0...1).contains(strength) else {
      throw ValidationError("--strength is \(strength), expected 0…1.")
    }
    guard design != .balanced || strength == 1 else {
      throw ValidationError(
        "--strength says nothing about a balanced set. Use --design imbalanced or swapped.")
    }
  }

  func run() throws {
    var plan = PhantomDesign(
      design, strength: strength, train: train, val: val, test: test, seed: seed)
    if let sources = shortcut?.sources {
      (plan.normalSource, plan.covidSource) = sources
    }
    let cases = plan.cases
    let folder = PhantomFolder(path: output, width: size.width, height: size.height)
    let line = ProgressLine("Drawing", total: cases.count)
    try execution.run { try folder.write(cases) { line.update($0) } }
    print("\(output)/manifest.csv")
  }
}
