import Checkpoints
import Imaging
import Models
import Networks
import Tensors
import Testing

@Suite("Model metadata")
struct ModelMetadataTests {
  @Test("every entry is a text that Python can write and read")
  func texts() throws {
    var metadata = ModelMetadata()
    metadata.settings.architecture = .resnet18
    metadata.settings.classNames = ["normal", "covid \"19\""]
    metadata.settings.inputSize = Extent(height: 240, width: 320)
    metadata.settings.channels = 3
    metadata.settings.mean = [0.485, 0.456, 1e-7]
    metadata.settings.standardDeviation = [0.229, 0.224, 0.225]
    metadata.settings.fit = .crop
    metadata.settings.antialias = false
    metadata.settings.range = -1024...1024
    metadata.settings.window = .window(width: 3000, level: 1500.5)
    metadata.settings.preset = .torchXRayVision
    metadata.settings.activation = .sigmoid
    metadata.provenance = ["seed": "7", "tool_version": "0.1.0"]
    let texts = [
      "format_version": "1", "tool_version": "0.1.0", "architecture": "resnet18",
      "class_names": #"["normal","covid \"19\""]"#, "input_size": "320x240",
      "input_channels": "3", "input_mean": "[0.485,0.456,1e-07]",
      "input_std": "[0.229,0.224,0.225]", "input_fit": "crop", "input_antialias": "false",
      "input_range": "[-1024,1024]", "input_window": "3000.0,1500.5",
      "preset": "torchxrayvision", "activation": "sigmoid", "provenance.seed": "7",
    ]
    #expect(metadata.encoded == texts)
    #expect(try ModelMetadata(decoding: texts) == metadata)
  }

  @Test("no entry is needed, and those of others are left alone")
  func optional() throws {
    #expect(try ModelMetadata(decoding: ["format": "pt"]) == ModelMetadata())
    #expect(try ModelMetadata(decoding: ["architecture": "vgg16"]).settings.architecture == .vgg16)
  }

  @Test("the version of the tool is recorded")
  func toolVersion() { #expect(ModelMetadata().encoded["tool_version"] == ToolVersion.current) }

  @Test(
    "an invalid value is an error with the valid ones",
    arguments: [
      ("format_version", "2", "expected 1, the newest version known"),
      ("architecture", "resnet19", "compactcnn, vgg16, resnet18"),
      ("class_names", "normal, covid", "a JSON array of strings"),
      ("class_names", "[]", "a JSON array of strings"), ("class_names", "[1]", "a JSON array"),
      ("input_size", "big", "width and height"), ("input_channels", "0", "a positive number"),
      ("input_mean", "0.5", "a JSON array of numbers"),
      ("input_std", #"["1"]"#, "a JSON array of numbers"),
      ("input_fit", "squeeze", "stretch, crop"), ("input_antialias", "yes", "true or false"),
      ("activation", "relu", "softmax, sigmoid, none"),
      ("preset", "imagnet", "imagenet, torchxrayvision"),
      ("input_range", "[1,0]", "two numbers, the lower first"),
      ("input_range", "[0]", "two numbers"), ("input_range", "0 to 1", "two numbers"),
      ("input_range", "[1,1]", "two numbers"),
      ("input_window", "wide", "auto, full, own, or width and level"),
      ("input_window", "0,100", "auto, full, own, or width and level"),
    ])
  func invalid(entry: String, value: String, expected: String) {
    let text = errorText { _ = try ModelMetadata(decoding: [entry: value]) }
    #expect(text.hasPrefix("'\(entry)' in its metadata is '\(value)', expected"))
    #expect(text.contains(expected), "\(text)")
  }
}
