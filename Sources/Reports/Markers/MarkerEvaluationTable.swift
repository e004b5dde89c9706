internal import Statistics

/// An evaluation of the marker detector, as aligned columns or as JSON.
public enum MarkerEvaluationTable {
  /// The groups with their intervals, then the images with misses.
  public static func text(_ evaluation: MarkerEvaluation) -> String {
    let header = [
      "source", "images", "labelled", "boxes", "reported", "recall [95 %]", "precision [95 %]",
      "AP [95 %]", "false/image [95 %]", "false/image without box",
    ]
    let rows = evaluation.groups.map { figures in
      [
        figures.source ?? "(all)", "\(figures.images)", "\(figures.labelledImages)",
        "\(figures.boxes)", "\(figures.reported)",
        decimalText(figures.recall, figures.recallInterval),
        decimalText(figures.precision, figures.precisionInterval),
        decimalText(figures.averagePrecision, figures.averagePrecisionInterval),
        decimalText(figures.falsePerImage, figures.falsePerImageInterval),
        decimalText(figures.falsePerUnlabelledImage),
      ]
    }
    let rule = TextColumns.widths([header] + rows).map { String(repeating: "─", count: $0) }
    let misses = evaluation.misses.flatMap { miss in
      miss.boxes.map { [miss.image] + edges($0).map { $0.text(decimals: 0) } }
    }
    return TextColumns.aligned([header, rule] + rows)
      + (misses.isEmpty
        ? "\nEvery labelled box was found.\n"
        : "\n" + TextColumns.aligned([["missed in", "x0", "y0", "x1", "y1"]] + misses))
  }

  /// `{minimum_confidence, groups: […], misses: [{image, boxes: [{x0, y0, x1, y1}]}]}`.
  public static func json(_ evaluation: MarkerEvaluation) throws -> String {
    let groups = evaluation.groups.map { figures in
      JSONText.Value.object(
        [
          ("source", JSONText.Value(figures.source)), ("images", .integer(figures.images)),
          ("labelled_images", .integer(figures.labelledImages)),
          ("boxes", .integer(figures.boxes)), ("found", .integer(figures.found)),
          ("reported", .integer(figures.reported)),
        ]
          + members("recall", figures.recall, figures.recallInterval)
          + members("precision", figures.precision, figures.precisionInterval)
          + members(
            "average_precision", figures.averagePrecision, figures.averagePrecisionInterval)
          + members("false_per_image", figures.falsePerImage, figures.falsePerImageInterval)
          + [("false_per_unlabelled_image", JSONText.Value(figures.falsePerUnlabelledImage))])
    }
    let misses = evaluation.misses.map { miss in
      let boxes = miss.boxes.map { box in
        JSONText.Value.object(
          Array(zip(["x0", "y0", "x1", "y1"], edges(box).map { .number($0) })))
      }
      return JSONText.Value.object([("image", .string(miss.image)), ("boxes", .array(boxes))])
    }
    return try JSONText.render(
      .object([
        ("minimum_confidence", .number(evaluation.minimumConfidence)), ("groups", .array(groups)),
        ("misses", .array(misses)),
      ])) + "\n"
  }

  private static func members(
    _ name: String, _ value: Double?, _ interval: ConfidenceInterval?
  ) -> [(String, JSONText.Value)] {
    [
      (name, JSONText.Value(value)), ("\(name)_low", JSONText.Value(interval?.lower)),
      ("\(name)_high", JSONText.Value(interval?.upper)),
    ]
  }

  private static func edges(_ box: DetectionBox) -> [Double] { [box.x0, box.y0, box.x1, box.y1] }
}
