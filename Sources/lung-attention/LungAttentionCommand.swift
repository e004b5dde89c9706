import ArgumentParser
import CProcess
import Foundation
import LungAttention

@main
struct LungAttentionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lung-attention",
    abstract: "Shows whether a chest X-ray network looks at the lungs.",
    discussion: """
      Start with `audit` for a list of images, or `explain` for a few; with `experiment` to train
      networks on balanced and imbalanced sets and compare them.

      Exit codes: 0 all done, 1 nothing done, 3 some images failed, 64 wrong usage.
      """,
    version: ToolVersion.current,
    subcommands: [
      AuditCommand.self, ProbeCommand.self, ReportCommand.self, ExplainCommand.self,
      ScoreCommand.self, PredictCommand.self, MarkersCommand.self, VariantsCommand.self,
      InspectCommand.self, DatasetCommand.self, SplitCommand.self, TrainCommand.self,
      ExperimentCommand.self, PhantomCommand.self,
    ])

  static func main() {
    process_keep_memory()
    var outcome: (any Error)?
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      outcome = error
    }
    // A result that did not arrive, on a full disk for example, is none.
    let failure = process_finish_output()
    if failure != 0 {
      let reason = String(cString: strerror(failure))
      note("Error: the results cannot be written to standard output: \(reason)")
      exit(withError: ExitCode.failure)
    }
    exit(withError: outcome)
  }
}
