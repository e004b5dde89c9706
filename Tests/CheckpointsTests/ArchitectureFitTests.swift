import Checkpoints
import Networks
import Tensors
import Testing

@Suite("Parameters and architectures")
struct ArchitectureFitTests {
  /// The error for a CompactCNN's parameters after `change`.
  private func error(
    as architecture: Architecture? = .compactCNN, _ change: (inout [String: Tensor]) -> Void
  ) throws -> String {
    var tensors = parameters(of: .compactCNN)
    change(&tensors)
    return try withTemporaryPath { path in
      try SafetensorsFile.write(tensors, to: path)
      return errorText {
        _ = try ModelFile.read(path, overrides: ModelSettings(architecture: architecture))
      }
    }
  }

  @Test("the architecture that fits is suggested")
  func suggestion() throws {
    let text = try error(as: nil) { _ in }
    #expect(text.contains("it does not say its architecture, expected --architecture with one of"))
    #expect(text.hasSuffix("Its parameters fit compactcnn: try --architecture compactcnn."))
    #expect(try error(as: nil) { $0["fc"] = Tensor([1]) }.contains("come closest to compactcnn"))
    #expect(try error(as: nil) { $0 = ["w": Tensor([1])] }.contains("None of these"))
    #expect(try error(as: nil) { $0 = [:] }.contains("None of these"))
  }

  @Test("a parameter of another shape is named with both shapes, the others are counted")
  func shape() throws {
    let three = try error { tensors in
      for name in ["block2.bn.bias", "block3.bn.bias", "block4.bn.bias"] {
        tensors[name] = Tensor([5])
      }
    }
    #expect(
      three.contains(
        "'block2.bn.bias' has shape [5] (and 2 more differ), expected [32] for compactcnn"))
  }

  @Test("missing parameters are counted and the first ones named")
  func missing() throws {
    let one = try error { $0["classifier.bias"] = nil }
    #expect(
      one.contains(
        "1 parameter is missing ('classifier.bias'), expected the 27 parameters of compactcnn"))
    let block = try error { tensors in
      for name in tensors.keys where name.hasPrefix("block2.") { tensors[name] = nil }
    }
    #expect(
      block.contains(
        "5 parameters are missing ('block2.conv.weight', 'block2.bn.weight', 'block2.bn.bias', …)"))
  }

  @Test("extra parameters are counted and named, except counters of seen batches")
  func extra() throws {
    let two = try error { tensors in
      tensors["head.weight"] = Tensor([1])
      tensors["ema"] = Tensor([1])
    }
    #expect(two.contains("2 parameters are unknown to compactcnn ('ema', 'head.weight')"))
    #expect(two.hasSuffix("Leave them out when saving."))
    #expect(try error { $0["block1.bn.num_batches_tracked"] = Tensor([], repeating: 9) } == "")
  }

  @Test("missing, extra and misshapen ones are told together")
  func together() throws {
    let text = try error { tensors in
      tensors["classifier.bias"] = nil
      tensors["classifier.offset"] = Tensor([2])
      tensors["block1.bn.bias"] = Tensor([3])
    }
    #expect(
      text.contains(
        "1 parameter is missing ('classifier.bias'), 1 parameter is unknown to compactcnn "
          + "('classifier.offset'), 1 parameter is of another shape "
          + "('block1.bn.bias' [3] instead of [16])"))
  }

  @Test("sizes that no network has are errors, however they multiply")
  func absurdSizes() throws {
    let huge = 1 << 58
    let text = try error { tensors in
      tensors["block1.conv.weight"] = Tensor([0, huge, 3, 3])
      tensors["classifier.weight"] = Tensor([huge, 0])
    }
    #expect(text.contains("'block1.conv.weight' has shape [0, \(huge), 3, 3]"))
  }

  @Test("no weights at all in any axis is an error")
  func noOutputs() throws {
    let text = try error { tensors in
      tensors["classifier.weight"] = Tensor([0, 128])
      tensors["classifier.bias"] = Tensor([0])
    }
    #expect(text.contains("'classifier.weight' has shape [0, 128]"))
  }
}
