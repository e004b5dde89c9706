public import Datasets
internal import Explainers
public import Imaging
internal import Models
public import Networks
public import Tensors
public import Training
public import Variants

/// The plan of an experiment after Zhang et al. 2023: the same network trained on source-balanced
/// and source-imbalanced sets of the same images, under each image variant, all tested on all.
public struct ExperimentConfiguration: Sendable, Equatable {
  /// The manifest's path, seen from the current directory.
  public var data: String
  /// The classes, in the order of the networks' outputs; `nil` for all labels, sorted.
  public var classes: [String]?
  /// The class that sensitivity, specificity and AUROC are about; `nil` for the last class.
  public var positive: String?
  /// How training sets are built.
  public var schemes: [SplitScheme] = [.sourceBalanced, .sourceImbalanced]
  /// What is left of the images, in training and in testing.
  public var variants: [VariantKind] = [
    .full, .lungsRemoved, .lungsOnly, .boxRemoved, .boxOnly,
  ]
  /// The variants that networks are trained on; `nil` for all.
  public var trainingVariants: [VariantKind]?
  /// One run of all with each seed: it decides who is in which part, the initial weights and all
  /// else that is random.
  public var seeds: [UInt64] = [1, 2, 3]
  /// The column of what must not be torn apart.
  public var group = "patient"
  /// Whether balanced and imbalanced sets are made equal in size and class balance.
  public var isMatched = true
  /// The share of the groups that are set aside to stop training in time.
  public var validationShare = 0.15
  /// The share of the groups that are set aside to test on.
  public var testShare = 0.25
  /// The class that each source gives to a source-imbalanced set; found when empty.
  public var classOfSource: [String: String] = [:]
  /// The source that a leave-source-out set is tested on.
  public var heldOutSource: String?
  /// What takes the place of what variants remove.
  public var fill = Fill.inpaint
  /// By how many pixels lungs and boxes are grown before they are removed or kept.
  public var dilation = 0
  /// What is trained, and how.
  public var training = TrainingChoices()

  /// An experiment on the manifest at `data` with all defaults.
  public init(data: String) { self.data = data }

  /// The variants that networks are trained on.
  public var trainedVariants: [VariantKind] { trainingVariants ?? variants }

  /// What is trained and how: the configuration of each run but for its seed.
  public struct TrainingChoices: Sendable, Equatable {
    /// What is trained further; `nil` for new networks.
    public var fineTuning: FineTuning?
    /// The network.
    public var architecture = Architecture.compactCNN
    /// The network's input size.
    public var inputSize = Extent.square(128)
    /// How an image of another size is fitted.
    public var fit = Geometry.Fit.stretch
    /// Which grey values become black and white.
    public var window = ToneWindow.automatic
    /// Optimizer, epochs, augmentation ….
    public var configuration = TrainingConfiguration()

    /// The defaults of `lung-attention train`.
    public init() {}

    /// What is trained, for a reader: `resnet18 at 224x224, fine-tuned from "start.safetensors"`.
    var name: String {
      let origin = fineTuning.map { ", fine-tuned from \"\($0.fileName)\"" } ?? ""
      return "\(architecture.rawValue) at \(inputSize.text)\(origin)"
    }

    /// With what every training begins.
    func start() throws -> TrainingStart {
      try fineTuning?.start() ?? TrainingStart(architecture)
    }
  }
}
