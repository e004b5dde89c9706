internal import Foundation
internal import Tables
internal import Tensors

/// What is known of an image without looking at the patient, as numbers.
enum ImageMetadata {
  /// Kinds of files and views that occur, each of which becomes a feature of 0 or 1.
  struct Vocabulary {
    private let formats: [String]
    private let views: [String]

    init(_ images: [(subject: Case, picture: PictureFacts)]) {
      formats = Set(images.map(\.picture.format)).sorted()
      views = Set(images.map { $0.subject.view ?? "" }).sorted()
    }

    /// The features of an image.
    func features(of subject: Case, _ picture: PictureFacts) -> [Double] {
      let (width, height) = (Double(picture.extent.width), Double(picture.extent.height))
      return [
        log(width * height), log(width / height), Double(picture.bitDepth),
        log(max(picture.sharpness ?? 0, 1e-6)), picture.borderShare > 0 ? 1 : 0,
        picture.borderShare, Double(min(picture.markers, 1)), log(1 + Double(picture.markers)),
      ] + formats.map { $0 == picture.format ? 1 : 0 }
        + views.map { $0 == subject.view ?? "" ? 1 : 0 }
    }
  }
}
