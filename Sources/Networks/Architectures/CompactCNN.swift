internal import Tensors

/// A small network for grey images: five convolution–normalisation–ReLU blocks, the first three
/// followed by pooling, then global average pooling and one linear layer.
///
/// The last feature map has an eighth of the input's resolution (16×16 for 128×128), fine enough
/// to tell a lung from a corner. With one channel and two classes it trains 190,658 numbers.
func compactCNN(channels: Int, classes: Int) -> Graph {
  var builder = GraphBuilder()
  var x = builder.input
  var width = channels
  for (index, next) in [16, 32, 64, 96, 128].enumerated() {
    let block = "block\(index + 1)"
    x = builder.convolution(
      x, "\(block).conv", from: width, to: next, .square(3, padding: 1))
    x = builder.normalization(x, "\(block).bn", next)
    x = builder.relu(x, "\(block).relu")
    if index < 3 {
      x = builder.apply(MaxPool(window: .square(2, stride: 2)), to: x, name: "\(block).pool")
    }
    width = next
  }
  _ = builder.linear(builder.globalFeatures(x), "classifier", from: width, to: classes)
  return builder.graph
}
