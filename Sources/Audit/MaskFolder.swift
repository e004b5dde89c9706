public import Diagnostics
internal import Foundation

/// Where the lung masks of images given on the command line are.
public enum MaskFolder: Sendable, Hashable {
  /// The mask of a single image.
  case file(String)
  /// A folder with a mask for each image, of the same name but for the extension.
  case folder(String)

  /// The mask or masks at `path`.
  ///
  /// - Throws: ``FileError`` when there is nothing.
  public init(path: String) throws(FileError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw FileError(
        path, Diagnosis("does not exist", expected: "a lung mask or a folder of lung masks"))
    }
    self = isFolder.boolValue ? .folder(path) : .file(path)
  }

  /// The mask for the image at `imagePath`.
  ///
  /// - Throws: ``FileError`` when the folder has none.
  public func path(forImage imagePath: String) throws(FileError) -> String {
    switch self {
    case .file(let path): return path
    case .folder(let folder):
      let name = ((imagePath as NSString).lastPathComponent as NSString).deletingPathExtension
      for end in ["png", "PNG", "jpg", "jpeg", "JPG", "JPEG"] {
        let path = "\(folder)/\(name).\(end)"
        if FileManager.default.fileExists(atPath: path) { return path }
      }
      throw FileError(
        imagePath,
        Diagnosis(
          "has no lung mask in \(folder)", expected: "\(name).png or \(name).jpg there",
          remedy: "Name each mask after its image."))
    }
  }
}
