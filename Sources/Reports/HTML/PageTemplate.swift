internal import Diagnostics
internal import Foundation
internal import Mustache

/// The page's template, style and script, which are part of the binary.
package enum PageTemplate {
  /// The style sheet.
  package static var style: String { text(PackageResources.page_css) }

  /// The script: one module from files with one idea each, in the order in which they build on
  /// each other.
  static var script: String {
    [
      PackageResources.cases_js, PackageResources.selection_js, PackageResources.gallery_js,
      PackageResources.table_js, PackageResources.case_js, PackageResources.page_js,
    ].map(text).joined(separator: "\n")
  }

  /// What a content security policy calls ``script``: a browser runs this text and no other.
  static var scriptDigest: String {
    var hash = SHA256()
    hash.update(Array(script.utf8))
    return "sha256-" + Data(hash.digest()).base64EncodedString()
  }

  /// The page with `content` in it; every value is escaped but markup that this room made.
  static func render(_ content: PageContent) throws -> String {
    try render(content, in: PackageResources.page_mustache)
  }

  /// The page of a data set.
  static func render(_ page: DatasetPage) throws -> String {
    try render(page, in: PackageResources.dataset_mustache)
  }

  /// A template with `content` in it, which may use the parts that pages share.
  private static func render(_ content: Any, in template: [UInt8]) throws -> String {
    registerEscaping()
    var library = MustacheLibrary()
    try library.register(text(PackageResources.table_mustache), named: "table")
    try library.register(text(PackageResources.shortcut_mustache), named: "shortcut")
    return try MustacheTemplate(string: text(template)).render(content, library: library)
  }

  /// What the page of a data set adds to the style sheet.
  static var datasetStyle: String { text(PackageResources.dataset_css) }

  /// Makes the way in which templates escape values known to them.
  package static func registerEscaping() {
    MustacheContentTypes.register(ScalarEscaping(), named: "SCALARS")
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
