internal import Tensors

/// The parameters of a checkpoint by the names that architectures give them.
struct StateDictionary {
  /// Shapes by name, without the common prefix and without counters.
  let shapes: [String: Shape]
  /// What all names began with, such as `module.`; empty if nothing.
  let prefix: String

  /// The parameters of a file.
  ///
  /// PyTorch's batch normalisations also store how many batches they have seen, which inference
  /// does not need: `num_batches_tracked` is left out.
  init(_ header: SafetensorsHeader) {
    let prefix = Self.commonPrefix(of: header.entries.keys)
    self.prefix = prefix
    shapes = Dictionary(
      header.entries.compactMap { name, entry in
        name.hasSuffix("num_batches_tracked")
          ? nil : (String(name.dropFirst(prefix.count)), Shape(entry.shape))
      },
      uniquingKeysWith: { first, _ in first })
  }

  /// What the user should know about the names.
  var notes: [String] {
    prefix.isEmpty ? [] : ["All parameter names begin with '\(prefix)', which was left out."]
  }

  /// The leading components that all names share: wrappers such as DataParallel, Lightning and
  /// `torch.compile` put the network into a member of their own.
  private static func commonPrefix(of names: some Collection<String>) -> String {
    guard names.count > 1, var shared = names.first?.split(separator: ".").dropLast() else {
      return ""
    }
    for name in names {
      let components = name.split(separator: ".").dropLast()
      shared = shared.prefix(zip(shared, components).prefix { $0 == $1 }.count)
    }
    return shared.map { "\($0)." }.joined()
  }
}
