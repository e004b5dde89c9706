import ArgumentParser
import LungAttention

/// The methods that commands offer.
enum Method: String, CaseIterable, ExpressibleByArgument {
  case gradcam, occlusion
}

/// What an occluding patch is filled with.
extension OcclusionBaseline: ExpressibleByArgument {
  /// The value that `argument` names, if it does.
  public init?(argument: String) {
    switch argument {
    case "mean": self = .mean
    case "zero": self = .value(0)
    case "blur": self = .blur
    default:
      guard let number = Float(argument), number.isFinite else { return nil }
      self = .value(number)
    }
  }
}

/// How images are explained.
struct ExplanationOptions: ParsableArguments {
  @Option(help: "Explanation method; may be given more than once. (default: gradcam)")
  var method: [Method] = []

  @Option(
    help: "Layer for gradcam, such as layer4 or block5.relu. (default: the last feature map)")
  var layer: String?

  @Option(
    help: ArgumentHelp(
      "Class to explain: 'predicted', a class name or its index.", valueName: "class"))
  var target = "predicted"

  @Option(help: ArgumentHelp("Occlusion patch in network input pixels.", valueName: "WxH"))
  var window = Extent.square(16)

  @Option(help: ArgumentHelp("Steps between occlusion patches.", valueName: "WxH"))
  var stride = Extent.square(8)

  @Option(
    help: ArgumentHelp(
      """
      Fill of the occlusion patch: 'mean' (of the image), 'zero', 'blur', or a number in the \
      network's normalised input units, where 0 is the training mean.
      """, valueName: "fill"))
  var baseline = OcclusionBaseline.mean

  @Option(
    help: ArgumentHelp(
      """
      Memory for the occlusion patches of each image under way, of which there is one per thread: \
      bytes, or with K, M or G. The results do not depend on it.
      """, valueName: "size"))
  var memory = ByteCount(bytes: Occlusion().memory)

  func validate() throws {
    guard stride.height <= window.height, stride.width <= window.width else {
      throw ValidationError(
        "--stride \(stride) is larger than --window \(window), so that some pixels would never "
          + "be covered. Use a stride of at most the window.")
    }
  }

  var explainedClass: ExplainedClass { target == "predicted" ? .predicted : .named(target) }

  var explainers: [any Explainer] {
    var chosen: [Method] = []
    for method in method.isEmpty ? [.gradcam] : method where !chosen.contains(method) {
      chosen.append(method)
    }
    return chosen.map { method in
      switch method {
      case .gradcam: ActivationMap(layer: layer)
      case .occlusion:
        Occlusion(window: window, stride: stride, baseline: baseline, memory: memory.bytes)
      }
    }
  }
}
