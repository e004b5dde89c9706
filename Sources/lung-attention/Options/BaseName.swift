import Foundation

/// The name of a file without folder and extension, by which what is made of it is called.
func baseName(of path: String) -> String {
  URL(filePath: path).deletingPathExtension().lastPathComponent
}
