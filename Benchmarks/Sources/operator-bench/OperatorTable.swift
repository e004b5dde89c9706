import Benchmark
import Foundation

/// The rates of all cases beside the machine's ceilings.
struct OperatorTable: CustomStringConvertible {
  private let rows: [[String]]
  private let ceilings: Ceilings

  init(_ results: [BenchmarkResult], of cases: [OperatorCase], ceilings: Ceilings) {
    let cases = Dictionary(uniqueKeysWithValues: cases.map { ($0.name, $0) })
    self.ceilings = ceilings
    rows = results.compactMap { result in
      guard let subject = cases[result.benchmarkName], !result.measurements.isEmpty else {
        return nil
      }
      let nanoseconds = result.measurements.sorted()[result.measurements.count / 2]
      let rate = subject.operations / nanoseconds
      let traffic = subject.bytes / nanoseconds
      return [
        subject.name, Self.text(nanoseconds / 1e6, 3), Self.text(rate, 1),
        Self.share(rate, of: ceilings.fma), Self.share(rate, of: ceilings.sgemm),
        Self.text(traffic, 1), Self.share(traffic, of: ceilings.copy),
      ]
    }
  }

  /// A Markdown table, its columns aligned.
  var description: String {
    let header = ["one thread", "median ms", "GFLOP/s", "of FMA", "of sgemm", "GB/s", "of copy"]
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + space : space + cell.0
      }
      return "| " + padded.joined(separator: " | ") + " |"
    }
    let rule = widths.enumerated().map { column, width in
      String(repeating: "-", count: width - 1) + (column == 0 ? "-" : ":")
    }
    let limits = """
      Ceilings of one core, measured in this run: \(Self.text(ceilings.fma, 1)) GFLOP/s of fused \
      multiply-adds (all cores at once: \(Self.text(ceilings.fmaOfAll, 1))), \
      \(Self.text(ceilings.sgemm, 1)) of sgemm at 1024³, \(Self.text(ceilings.copy, 1)) GB/s of \
      copying.
      """
    return ([limits, "", line(header), line(rule)] + rows.map(line)).joined(separator: "\n")
  }

  private static func text(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }

  private static func share(_ value: Double, of ceiling: Double) -> String {
    ceiling > 0 ? "\(Int((100 * value / ceiling).rounded())) %" : ""
  }
}
