/// What people have where we expect a safetensors file, judged by the first bytes.
enum ForeignFormat {
  /// How many of a file's first bytes tell its kind.
  static let signatureBytes = 512

  /// The error for a file that begins with `bytes`, if its kind is known.
  static func error(for bytes: some Collection<UInt8>) -> SafetensorsError? {
    let start = Array(bytes.prefix(signatureBytes))
    func begins(_ signature: [UInt8]) -> Bool { start.starts(with: signature) }
    func begins(_ signature: String) -> Bool { start.starts(with: signature.utf8) }

    if begins([0x50, 0x4B, 0x03, 0x04]) {
      let text = String(decoding: start, as: UTF8.self)
      if text.contains("data.pkl") || text.contains("/version") {
        return .foreign("a PyTorch pickle (.pt, .pth)", remedy: "Convert it: " + torch)
      }
      return text.contains(".npy")
        ? .foreign(
          "a NumPy archive (.npz)", remedy: "Save it with safetensors.numpy.save_file(…).")
        : .foreign("a ZIP archive", remedy: "Unpack it first.")
    }
    if begins([0x80]), start.dropFirst().first.map({ 2...5 ~= $0 }) == true {
      return .foreign("a Python pickle (an old .pt or .pth)", remedy: "Convert it: " + torch)
    }
    if begins([0x89, 0x48, 0x44, 0x46]) {
      return .foreign(
        "an HDF5 file (.h5, Keras)",
        remedy: "Rebuild the network in PyTorch and save it with safetensors.torch.save_file(…).")
    }
    if begins("GGUF") { return .foreign("a GGUF file", remedy: "Convert it: " + torch) }
    if begins("version https://git-lfs") {
      return .foreign("a Git LFS pointer", remedy: "Fetch the file itself with `git lfs pull`.")
    }
    if begins("<!DOCTYPE") || begins("<!doctype") || begins("<html") {
      return .foreign("a web page", remedy: "Download the file itself.")
    }
    if begins([0x89, 0x50, 0x4E, 0x47]) || begins([0xFF, 0xD8, 0xFF]) {
      return .foreign("a picture", remedy: "--model takes the weights of a network.")
    }
    return nil
  }

  private static let torch =
    "in Python, safetensors.torch.save_file(model.state_dict(), \"model.safetensors\")."
}
