import LungAttention

/// One line on standard input: what to run, on what, how often.
struct Request: Decodable {
  /// What is measured.
  enum Task: String, Decodable {
    /// One run of the network.
    case forward
    /// Grad-CAM of the default layer.
    case gradcam
    /// Occlusion as the library does it.
    case occlusion
    /// Occlusion by running the whole network for every window.
    case fullOcclusion
    /// Updates of the parameters on one batch, by Adam; one a repeat.
    case training
  }

  let task: Task
  /// A model file.
  let model: String
  /// A file of Float32 numbers in logical order, and their shape.
  let inputs: String
  let shape: [Int]
  let threads: Int
  /// Untimed runs before the timed ones.
  let warmups: Int
  /// Timed runs.
  let repeats: Int
  /// Where the result of the last run goes, as Float32 numbers.
  let output: String?
  /// The class explained.
  var target: Int { 0 }
  /// Of occlusion, in pixels.
  let window: Int?
  let stride: Int?
  /// Of occlusion, in bytes.
  let memory: Int?
}

/// One line on standard output.
struct Reply: Encodable {
  /// Of each timed run.
  var seconds: [Double] = []
  /// What went wrong, if something did.
  var error: String?
}
