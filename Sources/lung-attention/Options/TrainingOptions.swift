import ArgumentParser
import LungAttention

extension OptimizerKind: ExpressibleByArgument {}
extension Monitor: ExpressibleByArgument {}

/// How a network learns.
struct TrainingOptions: ParsableArguments {
  @Option(help: "Rule for updating the parameters; adam decays weights as AdamW.")
  var optimizer = OptimizerKind.adam

  @Option(help: ArgumentHelp("Step size of the optimizer.", valueName: "number"))
  var learningRate: Float = 1e-3

  @Option(
    help: ArgumentHelp(
      "How the step size changes: constant, cosine (towards 0), or step:EPOCHS,FACTOR.",
      valueName: "schedule"))
  var schedule = LearningRateSchedule.constant

  @Option(
    help: ArgumentHelp("Epochs in which the step size rises to its full size.", valueName: "number")
  )
  var warmUp = 0

  @Option(
    help: ArgumentHelp("Weight decay, as torch.optim.AdamW's and SGD's.", valueName: "number"))
  var weightDecay: Float = 0

  @Option(
    help: ArgumentHelp(
      "What classes count in the loss: none (all the same), balanced, or covid=2,normal=1.",
      valueName: "weights"))
  var classWeights = ClassWeights.none

  @Option(help: ArgumentHelp("Images per step.", valueName: "number"))
  var batchSize = 32

  @Option(help: ArgumentHelp("Most passes over the images.", valueName: "number"))
  var epochs = 30

  @Option(help: ArgumentHelp("Stop after so many epochs without progress.", valueName: "number"))
  var patience = 8

  @Option(
    help: """
      What is progress on the validation images: auroc (a greater area under the ROC curve, the \
      mean of each class against the rest; of equals the lower loss) or loss.
      """)
  var monitor = Monitor.auroc

  @Option(help: ArgumentHelp("Share of patients set aside to validate.", valueName: "share"))
  var validationFraction = 0.2

  @Option(help: ArgumentHelp("Decides everything random.", valueName: "number"))
  var seed: UInt64 = 0

  func validate() throws {
    guard (0..<1).contains(validationFraction) else {
      throw ValidationError("--validation-fraction is \(validationFraction), expected 0..<1.")
    }
  }
}

/// `constant`, `cosine` or `step:10,0.1`.
extension LearningRateSchedule: ExpressibleByArgument {
  /// The schedule that `argument` names, if it does.
  public init?(argument: String) {
    switch argument {
    case "constant": self = .constant
    case "cosine": self = .cosine
    default:
      let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
      let numbers = parts.last?.split(separator: ",", omittingEmptySubsequences: false) ?? []
      guard parts.count == 2, parts[0] == "step", numbers.count == 2,
        let epochs = Int(numbers[0]), let factor = Double(numbers[1])
      else { return nil }
      self = .step(epochs: epochs, factor: factor)
    }
  }

  /// How a user writes it.
  public var defaultValueDescription: String {
    switch self {
    case .constant: "constant"
    case .cosine: "cosine"
    case .step(let epochs, let factor): "step:\(epochs),\(factor)"
    }
  }
}

/// `none`, `balanced` or `a=1,b=2`.
extension ClassWeights: ExpressibleByArgument {
  /// The weights that `argument` says, if it does.
  public init?(argument: String) {
    switch argument {
    case "none": self = .none
    case "balanced": self = .balanced
    default:
      var weights: [String: Double] = [:]
      for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
        guard let equals = part.lastIndex(of: "="),
          let weight = Double(part[equals...].dropFirst()),
          weights.updateValue(weight, forKey: String(part[..<equals])) == nil
        else { return nil }
      }
      self = .named(weights)
    }
  }

  /// How a user writes them.
  public var defaultValueDescription: String { description }
}
