import Foundation
import LungAttention
import Testing

/// A folder with phantoms to train on.
private final class TrainingPlace: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try PhantomFolder(path: folder.path, width: 96, height: 80).write(
      PhantomDesign(.balanced, train: 24, val: 8, test: 0).cases)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func run(_ line: String) throws -> Command {
    try Command(line.split(separator: " ").map(String.init), in: folder)
  }

  func data(_ name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }

  /// Starts a command and kills it after `seconds`, unless it has ended before.
  ///
  /// - Returns: Whether it ended, with success.
  func runs(_ line: String, seconds: Double) throws -> Bool {
    let process = Process()
    process.executableURL = Command.executable
    process.arguments = line.split(separator: " ").map(String.init)
    process.currentDirectoryURL = folder
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let end = Date().addingTimeInterval(seconds)
    while process.isRunning && Date() < end { usleep(2000) }
    if process.isRunning {
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      return false
    }
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return true
  }
}

@Suite("The command train")
struct TrainCommandTests {
  private let place: TrainingPlace
  init() throws { place = try TrainingPlace() }

  @Test(
    "killed at random points and resumed it ends in the same bytes",
    arguments: [
      "",
      "--optimizer sgd --schedule cosine --warm-up 2 --weight-decay 0.01 --class-weights balanced",
      "--balance-sources --group-dro --exchange-backgrounds 0.5 --crop-to-lungs 0.3 --remove-markers "
        + "--erasing 0.5",
    ])
  func kills(choices: String) throws {
    func line(_ output: String) -> String {
      "train manifest.csv --input-size 32x32 --batch-size 4 --epochs 24 --patience 24 --seed 3 "
        + "\(choices) --output \(output)"
    }
    #expect(try place.run(line("whole")).status == 0)
    var kills = 0
    while true {
      // Longer each time, so that it comes to an end on a slow machine too.
      let seconds = Double.random(in: 0.02...0.3) * Double(kills + 1)
      if try place.runs(line("cut") + " --resume", seconds: seconds) { break }
      kills += 1
    }
    #expect(kills > 0)
    #expect(try place.data("cut.log.csv") == place.data("whole.log.csv"))
    #expect(
      try ModelFile.read(place.folder.appending(path: "cut").path).provenance
        == ModelFile.read(place.folder.appending(path: "whole").path).provenance)
    #expect(try place.data("cut") == place.data("whole"))
    #expect(!FileManager.default.fileExists(atPath: place.folder.appending(path: "cut.state").path))
  }

  @Test("trains a checkpoint further on other classes, with frozen stages")
  func fineTuning() throws {
    let common = "train manifest.csv --epochs 1 --batch-size 8 --input-size 32x32 --seed 1"
    #expect(
      try place.run("\(common) --architecture resnet18 --output start.safetensors").status == 0)
    let relabelled = try String(
      contentsOf: place.folder.appending(path: "manifest.csv"), encoding: .utf8
    ).replacing(",covid,", with: ",ill,")
    try relabelled.write(
      to: place.folder.appending(path: "other.csv"), atomically: true, encoding: .utf8)
    let run = try place.run(
      "train other.csv --from start.safetensors --freeze conv1 bn1 layer1 layer2 --epochs 1 "
        + "--batch-size 8 --output tuned.safetensors")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("The last layer is new, for ill, normal."))
    func model(_ name: String) throws -> Model {
      try ModelFile.read(place.folder.appending(path: name).path)
    }
    let (start, tuned) = (try model("start.safetensors"), try model("tuned.safetensors"))
    #expect(tuned.classNames == ["ill", "normal"] && tuned.input == start.input)
    for (name, value) in start.network.parameters {
      let isFrozen = ["conv1.", "bn1.", "layer1.", "layer2."].contains(where: name.hasPrefix)
      let same = tuned.network.parameters[name]?.logicalElements == value.logicalElements
      #expect(same == isFrozen, "\(name)")
    }
  }

  @Test("every mitigation trains a network that is used like any other")
  func mitigations() throws {
    for mitigation in [
      "--balance-sources", "--group-dro", "--exchange-backgrounds 0.5", "--crop-to-lungs 0.5",
      "--remove-markers",
    ] {
      let run = try place.run(
        "train manifest.csv --input-size 32x32 --epochs 1 \(mitigation) --output m.safetensors")
      #expect(run.status == 0, "\(mitigation): \(run.errors)")
      let model = try ModelFile.read(place.folder.appending(path: "m.safetensors").path)
      #expect(model.classNames == ["covid", "normal"])
    }
  }

  @Test("says when the area under the ROC curve is undefined")
  func undefinedArea() throws {
    let text = try String(
      contentsOf: place.folder.appending(path: "manifest.csv"), encoding: .utf8)
    let lines = text.split(separator: "\n").filter {
      !($0.hasSuffix(",val") && $0.contains(",covid,"))
    }
    try lines.joined(separator: "\n").write(
      to: place.folder.appending(path: "one.csv"), atomically: true, encoding: .utf8)
    let run = try place.run("train one.csv --input-size 32x32 --epochs 1 --output m.safetensors")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("undefined: the loss decides which epoch is best."))
    #expect(!run.errors.contains("AUROC"))
  }

  @Test(
    "bad choices are named with a remedy",
    arguments: [
      ("--freeze blok1", "Did you mean 'block1'?"),
      ("--class-weights covidd=2", "Did you mean 'covid'?"),
      ("--class-weights covid", "--class-weights"),
      ("--schedule step:0,0.1", "the schedule's period is 0"),
      ("--schedule linear", "--schedule"),
      ("--warm-up 30", "the warm-up is 30"),
      ("--flip 2", "the augmentation's flip is 2.0, expected 0.0 to 1.0"),
      ("--group-dro-step 0.1", "--group-dro-step needs --group-dro"),
      ("--group-dro --class-weights balanced", "the class weighting is balanced"),
      ("--preset imagenet", "--preset says what a model of --from does not"),
      ("--validation-fraction 1", "--validation-fraction is 1.0"),
      ("--from none.safetensors", "none.safetensors"),
      ("--learning-rate 1e30 --optimizer sgd", "the training diverged"),
    ])
  func refusals(choice: String, message: String) throws {
    let run = try place.run(
      "train manifest.csv --input-size 32x32 --output m.safetensors \(choice)")
    #expect(run.status != 0)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(
      !FileManager.default.fileExists(atPath: place.folder.appending(path: "m.safetensors").path))
  }

  @Test("who is tested is not trained on by a slip of the pen, and torn patients are named")
  func splits() throws {
    let text = try String(
      contentsOf: place.folder.appending(path: "manifest.csv"), encoding: .utf8)
    func write(_ text: String) throws {
      try text.write(
        to: place.folder.appending(path: "other.csv"), atomically: true, encoding: .utf8)
    }
    let line = "train other.csv --input-size 32x32 --epochs 1 --output m.safetensors"
    try write(text.replacing(",val", with: ",Test"))
    let upper = try place.run(line)
    let counts = try #require(
      upper.errors.firstMatch(of: /(\d+) training and (\d+) validation images/))
    #expect(upper.status == 0 && Int(counts.1)! + Int(counts.2)! == 24)
    try write(text.replacing(",val", with: ",tset"))
    let typo = try place.run(line)
    #expect(typo.status == 1)
    #expect(
      typo.errors.contains("other.csv: has a row with split 'tset', expected train, val or test"))
    let patient = try #require(
      try Manifest(path: place.folder.appending(path: "manifest.csv").path).cases.last?.patient)
    let rows = text.split(separator: "\n")
    let torn = try #require(rows.last).replacing(",val", with: ",train")
    try write((rows + [torn]).joined(separator: "\n") + "\n")
    let leak = try place.run(line)
    #expect(leak.errors.contains("1 patients are in more than one of"), "\(leak.errors)")
    #expect(leak.errors.contains("'\(patient)' for one"))
  }

  @Test("what would spoil the training at its end is said before it")
  func outputs() throws {
    let line = "train manifest.csv --input-size 32x32 --epochs 1 --output"
    try FileManager.default.createDirectory(
      at: place.folder.appending(path: "taken"), withIntermediateDirectories: false)
    let folder = try place.run("\(line) taken")
    #expect(folder.status == 1 && folder.errors.contains("taken: is a folder"))
    #expect(try place.run("\(line) m.safetensors --resume").status == 0)
    let model = try place.data("m.safetensors")
    let again = try place.run("\(line) m.safetensors --resume --seed 5")
    #expect(again.status == 1 && again.errors.contains("m.safetensors: is finished"))
    #expect(try place.data("m.safetensors") == model)
  }

  @Test("images that cannot be read are not called unlabelled")
  func unreadable() throws {
    try FileManager.default.removeItem(at: place.folder.appending(path: "images"))
    let run = try place.run("train manifest.csv --epochs 1 --output m.safetensors")
    #expect(run.status == 1)
    #expect(run.errors.contains("has 32 images to train on, none of which can be used"))
    #expect(run.errors.contains("The first: images/"))
  }

  @Test("a state is not continued on other labels or with other choices")
  func otherRun() throws {
    let line =
      "train manifest.csv --input-size 32x32 --batch-size 4 --epochs 200 --patience 200 "
      + "--output m.safetensors"
    while !FileManager.default.fileExists(
      atPath: place.folder.appending(path: "m.safetensors.state").path)
    {
      #expect(try !place.runs(line, seconds: 1.5))
    }
    let other = try place.run(line + " --resume --seed 1")
    #expect(other.status == 1 && other.errors.contains("belongs to a run with other choices"))
    let text = try String(
      contentsOf: place.folder.appending(path: "manifest.csv"), encoding: .utf8)
    try text.replacing(",covid,", with: ",ill,").write(
      to: place.folder.appending(path: "manifest.csv"), atomically: true, encoding: .utf8)
    let relabelled = try place.run(line + " --resume")
    #expect(relabelled.status == 1 && relabelled.errors.contains("other images"))
  }
}
