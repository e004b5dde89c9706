import ArgumentParser
import LungAttention

extension PhantomDesign.Kind: ExpressibleByArgument {}

struct PhantomCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phantom",
    abstract: "Draw artificial chest radiographs with exact lung and marker masks.",
    discussion: """
      A balanced set has both classes from each hospital; in an imbalanced set each class comes
      from one hospital, whose burnt-in letters then give the class away.

      EXAMPLES
        lung-attention phantom --design imbalanced --train 400 --val 80 --test 120 --output set
        lung-attention phantom --design balanced --train 0 --val 0 --test 48 --output test
      """)

  @Option(help: "How classes and hospitals go together.")
  var design: PhantomDesign.Kind

  @Option(help: ArgumentHelp("Images to train on.", valueName: "number"))
  var train = 400

  @Option(help: ArgumentHelp("Images to stop by.", valueName: "number"))
  var val = 80

  @Option(help: ArgumentHelp("Images to test on.", valueName: "number"))
  var test = 120

  @Option(help: ArgumentHelp("Size of the images.", valueName: "WxH"))
  var size = Extent.square(256)

  @Flag(help: "Black out the lungs, which leaves a network only its shortcuts.")
  var removeLungs = false

  @Option(help: ArgumentHelp("Decides anatomy, disease and noise.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Folder for images, masks and manifest.csv.", valueName: "folder"))
  var output: String

  @OptionGroup var execution: ExecutionOptions

  func validate() throws {
    guard min(train, val, test) >= 0, train + val + test > 0 else {
      throw ValidationError("--train, --val and --test must not be negative nor all be 0.")
    }
  }

  func run() throws {
    let cases = PhantomDesign(design, train: train, val: val, test: test, seed: seed).cases
    let folder = PhantomFolder(
      path: output, width: size.width, height: size.height, removesLungs: removeLungs)
    let line = ProgressLine("Drawing", total: cases.count)
    try execution.run { try folder.write(cases) { line.update($0) } }
    print("\(output)/manifest.csv")
  }
}
