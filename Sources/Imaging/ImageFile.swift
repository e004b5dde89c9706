public import Diagnostics
internal import Foundation

/// Picture files: PNG (1 to 16 bits) and JPEG, recognised by content.
public enum ImageFile {
  /// The picture in the file at `path`, as grey.
  ///
  /// Colour becomes ITU-R 601 luma. Alpha is dropped and gamma ignored, so that a grey sample
  /// is exactly `value / (2^bitDepth − 1)`. A JPEG is turned upright by its EXIF orientation.
  /// A damaged or incomplete file is an error, never a partial picture.
  public static func read(_ path: String) throws(FileError) -> GrayImage {
    let bytes = try contents(of: path)
    do throws(CodecError) {
      switch FileContent(of: bytes) {
      case .png: return try PNG.decode(bytes)
      case .jpeg: return try JPEG.decode(bytes)
      case .other(let kind, let remedy):
        throw CodecError(
          diagnosis: Diagnosis("it is \(kind)", expected: "a PNG or JPEG image", remedy: remedy))
      }
    } catch {
      throw FileError(path, error.diagnosis)
    }
  }

  private static func contents(of path: String) throws(FileError) -> [UInt8] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw FileError(
        path,
        Diagnosis("there is no such file", remedy: "Check the path."))
    }
    guard !isFolder.boolValue else {
      throw FileError(path, Diagnosis("it is a folder", expected: "a PNG or JPEG image"))
    }
    do {
      return try Array(Data(contentsOf: URL(filePath: path)))
    } catch {
      throw FileError(
        path, Diagnosis("the file cannot be read", remedy: "Check its permissions."))
    }
  }
}
