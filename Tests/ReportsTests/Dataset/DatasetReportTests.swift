import Foundation
import LungAttention
import Tensors
import Testing

@Suite("The report about a data set")
struct DatasetReportTests {
  /// Everything that a report can show: a leak, copies, an imbalance, bad masks and images.
  private func spoilt() throws -> (data: PhantomDataset, cases: [Case]) {
    let data = try PhantomDataset(.imbalanced)
    var cases = data.cases
    cases[100] = cases[100].with(patient: cases[0].patient)
    cases[101] = cases[1].with(split: "test")
    cases[2] = cases[2].with(mask: "nowhere.png")
    cases[3] = cases[3].with(image: "<script>alert(1)</script>.png")
    cases[4] = cases[4].with(source: "</script><b>")
    cases[5] = cases[5].with(source: .some(nil))
    return (data, cases)
  }

  private func schema() throws -> JSONSchema {
    let file = URL(filePath: #filePath).appending(path: "../../../../docs/dataset.schema.json")
    return try JSONSchema(Data(contentsOf: file.standardizedFileURL))
  }

  @Test("dataset.json is what its schema says")
  func json() throws {
    let (data, cases) = try spoilt()
    for cases in [cases, data.cases, []] {
      let outcome = try data.audit(cases)
      let text = try DatasetJSON.text(outcome.audit, outcome.verdict)
      let json = try JSONSerialization.jsonObject(with: Data(text.utf8))
      let problems = try schema().problems(of: json)
      #expect(problems == [])
      let spoilt = text.replacing("\"grade\": \"unfit\"", with: "\"grade\": \"bad\"")
      if spoilt != text {
        let json = try JSONSerialization.jsonObject(with: Data(spoilt.utf8))
        #expect(try !schema().problems(of: json).isEmpty)
      }
    }
  }

  @Test("the same data set gives the same bytes on any number of threads, another seed others")
  func deterministic() throws {
    let (data, cases) = try spoilt()
    func files(threads: Int, seed: UInt64 = 0) throws -> [Data] {
      try ParallelLoop.$threads.withValue(threads) { _ = try data.audit(cases, seed: seed) }
      return try ["dataset.json", "index.html"].map {
        try Data(contentsOf: data.folder.appending(path: "out/\($0)"))
      }
    }
    let first = try files(threads: 1)
    #expect(try files(threads: 3) == first)
    #expect(try files(threads: 1, seed: 1) != first)
  }

  @Test("the page is one file that loads nothing, and hostile names stay text")
  func page() throws {
    let (data, cases) = try spoilt()
    _ = try data.audit(cases)
    let page = try String(
      contentsOf: data.folder.appending(path: "out/index.html"), encoding: .utf8)
    #expect(!page.contains("<script") && !page.contains("</script>"))
    #expect(page.contains("&lt;script&gt;"))
    #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("src="))
    #expect(page.contains("Not fit for training or testing as it is"))
    #expect(page.contains("Patients in several splits"))
  }

  @Test("the terminal gets verdict, remedies and tables")
  func text() throws {
    let (data, cases) = try spoilt()
    let outcome = try data.audit(cases)
    let text = DatasetText.text(outcome.audit, outcome.verdict)
    #expect(text.hasPrefix("Verdict: Not fit for training or testing as it is (unfit)\n"))
    for problem in outcome.verdict.problems {
      #expect(text.contains("\(problem.grade.rawValue): \(problem.rule)\n"))
      #expect(text.contains("→ \(problem.remedy)\n"))
    }
    #expect(text.contains("\nsource  ") && text.contains("\nsplit  "))
  }
}
