package import Diagnostics

/// What is wrong with an ONNX model.
package struct ONNXError: Diagnosable, Equatable {
  /// Found, expected, and what to do.
  package let diagnosis: Diagnosis

  init(_ found: String, expected: String? = nil, remedy: String? = nil) {
    diagnosis = Diagnosis(found.printable, expected: expected?.printable, remedy: remedy)
  }
}

extension String {
  /// The text on one line and of a length to read: names in a file can hold anything.
  var printable: String {
    var result = ""
    for scalar in unicodeScalars.prefix(600) {
      let isControl = scalar.properties.generalCategory == .control
      result.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
    }
    return result
  }
}
