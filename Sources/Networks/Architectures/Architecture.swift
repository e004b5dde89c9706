/// A family member that can be built by name.
public enum Architecture: String, CaseIterable, Sendable {
  /// Five convolutions for grey images; see README.
  case compactCNN = "compactcnn"
  /// 16 layers (Simonyan & Zisserman 2015).
  case vgg16
  /// 18 layers (He et al. 2016).
  case resnet18
  /// 34 layers.
  case resnet34
  /// 50 layers with bottlenecks.
  case resnet50
  /// 121 layers (Huang et al. 2017).
  case densenet121

  /// The graph for images of `channels` channels and `classes` answers.
  ///
  /// Parameter names are torchvision's, so that its state dictionaries fit.
  public func graph(channels: Int, classes: Int) -> Graph {
    switch self {
    case .compactCNN: Networks.compactCNN(channels: channels, classes: classes)
    case .vgg16: Networks.vgg16(channels: channels, classes: classes)
    case .resnet18:
      ResNet(block: .basic, depths: [2, 2, 2, 2]).graph(channels: channels, classes: classes)
    case .resnet34:
      ResNet(block: .basic, depths: [3, 4, 6, 3]).graph(channels: channels, classes: classes)
    case .resnet50:
      ResNet(block: .bottleneck, depths: [3, 4, 6, 3]).graph(channels: channels, classes: classes)
    case .densenet121:
      DenseNet(depths: [6, 12, 24, 16]).graph(channels: channels, classes: classes)
    }
  }
}
