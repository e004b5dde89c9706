internal import Foundation

/// File names for the pictures of a run: each image's own name, made safe and unique.
public struct OutputNames: Sendable {
  private let names: [String: String]

  /// Names for `images`; of two images with one name the later gets `-2`.
  public init(_ images: [String]) {
    var names: [String: String] = [:]
    var taken: Set<String> = []
    for image in images where names[image] == nil {
      let stem = Self.safe(
        ((image as NSString).lastPathComponent as NSString).deletingPathExtension)
      var name = stem
      var number = 2
      // Case-insensitive file systems must not make two names one.
      while !taken.insert(name.lowercased()).inserted {
        name = "\(stem)-\(number)"
        number += 1
      }
      names[image] = name
    }
    self.names = names
  }

  /// The name for an image that was given to ``init(_:)``.
  public subscript(image: String) -> String { names[image] ?? Self.safe(image) }

  /// A name without separators, control characters or a leading dot, short enough for any disk.
  public static func safe(_ name: String) -> String {
    let allowed = name.unicodeScalars.map { scalar -> Character in
      let isSafe =
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "-_.+ ()".unicodeScalars.contains(scalar)
      return isSafe ? Character(scalar) : "_"
    }
    var text = String(allowed)
    while text.utf8.count > 120 { text.removeLast() }
    if text.isEmpty || text.hasPrefix(".") { text = "_" + text }
    return text
  }
}
