import Foundation
import LungAttention
import Testing

/// The folder with real radiographs, `manifest.csv` and `markers.csv`; they may not be passed on.
private let folder = ProcessInfo.processInfo.environment["LUNG_ATTENTION_REALDATA"]

@Suite("The detector of burnt-in text on radiographs", .enabled(if: folder != nil))
struct RadiographTests {
  @Test("finds 0.85 of the labelled boxes with at most half a false box per image")
  func goal() throws {
    let folder = try #require(folder)
    let truth = try LabelledBoxes(path: folder + "/markers.csv")
    var findings: [MarkerFindings] = []
    let detector = TextMarkerDetector()
    try CasePipeline.run(Manifest(path: folder + "/manifest.csv").cases) { subject in
      detector.markers(in: try ImageFile.read(subject.imagePath))
    } deliver: { subject, markers in
      findings.append(MarkerFindings(subject: subject, markers: try markers.get()))
    }
    let evaluation = MarkerEvaluation(
      findings, truth: truth, minimumConfidence: detector.minimumConfidence)
    let all = try #require(evaluation.groups.first)
    #expect(try #require(all.recall) >= 0.85)
    #expect(try #require(all.falsePerImage) <= 0.5)
  }
}
