import Foundation
import Networks
import Tensors

/// A path called `name` in a folder of its own, removed after `body`.
func withTemporaryPath<Result>(
  _ name: String = "model.safetensors", _ body: (String) throws -> Result
) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.appending(path: name).path)
}

/// The text of the error that `body` throws, or an empty one.
func errorText(_ body: () throws -> Void) -> String {
  do {
    try body()
    return ""
  } catch {
    return "\(error)"
  }
}

/// The untrained parameters of an architecture.
func parameters(
  of architecture: Architecture, channels: Int = 1, classes: Int = 2
) -> [String: Tensor] {
  Network(graph: architecture.graph(channels: channels, classes: classes), seed: 1).parameters
}
