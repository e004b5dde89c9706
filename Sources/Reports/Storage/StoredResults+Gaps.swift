internal import Probes

extension StoredResults {
  /// What the audit had to say and the folder does not hold, in sentences: it shifts every mean.
  var gaps: [String] {
    var gaps: [String] = []
    let explained = cases.count / max(1, provenance.models.count * provenance.explainers.count)
    let missing = max(0, (provenance.rows ?? 0) - explained - failures.count)
    if !isFinished {
      let count = provenance.rows.map { ": \(missing) of \($0) rows are missing" } ?? ""
      gaps.append(
        "\(folder) is of an audit that has not come to its end\(count). Go on with it by --resume.")
    } else if missing > 0 {
      gaps.append(
        "\(folder)/cases.csv lacks \(missing) of the audit's \(provenance.rows ?? 0) rows: it was "
          + "changed afterwards. Audit again, or go on with --resume.")
    }
    let probed = Dictionary(grouping: probes, by: \.image).mapValues(\.count)
    let unprobed = Set(cases.map(\.image)).count { image in
      probed[image, default: 0] < provenance.probesPerImage
    }
    if unprobed > 0 {
      gaps.append(
        "\(folder)/probes.csv lacks probes of \(countText(unprobed, "image")): it was changed "
          + "afterwards. Audit again, or go on with --resume.")
    }
    return gaps
  }
}

extension Provenance {
  /// How many rows of `probes.csv` each image has.
  var probesPerImage: Int {
    let hasProbes = settings.contains { $0.name == "probes" && $0.value != "none" }
    return hasProbes ? models.count * ProbeKind.allCases.count : 0
  }
}
