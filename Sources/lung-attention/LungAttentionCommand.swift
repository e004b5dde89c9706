import ArgumentParser

@main
struct LungAttentionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "lung-attention")
}
