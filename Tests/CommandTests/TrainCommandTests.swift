import Foundation
import LungAttention
import Testing

/// A folder with a small study to train on.
private final class TrainingPlace: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try PhantomFolder(path: folder.path, width: 48, height: 48).write(
      PhantomDesign(.balanced, train: 48, val: 16, test: 0).cases)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path }
  func run(_ line: String) throws -> Command {
    try Command(line.split(separator: " ").map(String.init), in: folder)
  }
  func bytes(_ name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }
}

@Suite("The command train")
struct TrainCommandTests {
  private let place: TrainingPlace
  init() throws { place = try TrainingPlace() }

  private let base = "train manifest.csv --input-size 32 --batch-size 8 --epochs 6"

  @Test("killed at random and resumed it ends in the same checkpoint and the same log")
  func kills() throws {
    let choices = "\(base) --schedule cosine --weight-decay 0.01 --class-weights covid=2,normal=1"
    #expect(try place.run("\(choices) --output whole.safetensors").status == 0)
    var kills = 0
    while true {
      let process = Process()
      process.executableURL = Command.executable
      process.arguments =
        choices.split(separator: " ").map(String.init) + [
          "--output", "cut.safetensors", "--resume",
        ]
      process.currentDirectoryURL = place.folder
      process.standardError = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      let end = Date().addingTimeInterval(Double.random(in: 0.05...0.4) * Double(kills + 1))
      while process.isRunning && Date() < end { usleep(2000) }
      guard process.isRunning else {
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        break
      }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      kills += 1
    }
    #expect(kills > 0)
    #expect(try place.bytes("cut.safetensors") == place.bytes("whole.safetensors"))
    #expect(try place.bytes("cut.safetensors.log.csv") == place.bytes("whole.safetensors.log.csv"))
    #expect(!FileManager.default.fileExists(atPath: place.path("cut.safetensors.state")))
  }

  @Test("a state of other choices or other images is refused")
  func otherRun() throws {
    let process = Process()
    process.executableURL = Command.executable
    process.arguments =
      "\(base) --epochs 900 --output m.safetensors".split(separator: " ").map(String.init)
    process.currentDirectoryURL = place.folder
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    while process.isRunning,
      !FileManager.default.fileExists(atPath: place.path("m.safetensors.state"))
    {
      usleep(5000)
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let other = try place.run("\(base) --seed 5 --resume --output m.safetensors")
    #expect(other.status == 1 && other.errors.contains("m.safetensors.state"), "\(other.errors)")
  }

  @Test("a trained network is trained further, with frozen stages and new classes")
  func fineTuning() throws {
    #expect(try place.run("\(base) --epochs 1 --output first.safetensors").status == 0)
    let further = try place.run(
      "train manifest.csv --from first.safetensors --freeze block1 --epochs 1 --output b.safetensors"
    )
    #expect(further.status == 0, "\(further.errors)")
    let first = try ModelFile.read(place.path("first.safetensors")).network.parameters
    let second = try ModelFile.read(place.path("b.safetensors")).network.parameters
    for (name, tensor) in first where name.hasPrefix("block1.") {
      #expect(second[name]?.logicalElements == tensor.logicalElements, "\(name)")
    }
    #expect(first.contains { second[$0.key]?.logicalElements != $0.value.logicalElements })
    let text = try String(contentsOfFile: place.path("manifest.csv"), encoding: .utf8)
    try text.replacing(",covid,", with: ",flu,").write(
      toFile: place.path("other.csv"), atomically: true, encoding: .utf8)
    let renamed = try place.run(
      "train other.csv --from first.safetensors --epochs 1 --output c.safetensors")
    #expect(renamed.status == 0, "\(renamed.errors)")
    #expect(try ModelFile.read(place.path("c.safetensors")).classNames == ["flu", "normal"])
  }

  @Test("every mitigation trains a network that is used like any other")
  func mitigations() throws {
    for mitigation in [
      "--balance-sources", "--group-dro", "--exchange-backgrounds 0.5", "--remove-markers",
    ] {
      let run = try place.run("\(base) --epochs 1 \(mitigation) --output m.safetensors")
      #expect(run.status == 0, "\(mitigation): \(run.errors)")
      #expect(try ModelFile.read(place.path("m.safetensors")).classNames == ["covid", "normal"])
    }
  }

  @Test(
    "a slip is named",
    arguments: [
      ("--freeze blok1", "block1"), ("--class-weights flu=2", "flu"),
      ("--warm-up 9", "warm-up"), ("--flip 2", "flip"),
    ])
  func slips(option: String, message: String) throws {
    let run = try place.run("\(base) \(option) --output m.safetensors")
    #expect(run.status != 0 && run.errors.contains(message), "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: place.path("m.safetensors")))
  }
}
