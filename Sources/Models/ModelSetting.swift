/// A thing that must be known of a model besides its network, under its name in files.
public enum ModelSetting: String, Sendable, CaseIterable {
  /// Which grey values become black and white.
  case window = "input_window"
  /// Height and width.
  case size = "input_size"
  /// Image channels.
  case channels = "input_channels"
  /// What is done to a picture of another size.
  case fit = "input_fit"
  /// Whether shrinking averages.
  case antialias = "input_antialias"
  /// What black and white become.
  case range = "input_range"
  /// What is subtracted.
  case mean = "input_mean"
  /// By what is divided.
  case standardDeviation = "input_std"
  /// What turns outputs into probabilities.
  case activation
  /// The names of the outputs.
  case classNames = "class_names"
}

/// Who said what a setting is, the most trusted first.
public enum SettingOrigin: String, Sendable, CaseIterable {
  /// The user, now.
  case flag
  /// The JSON file beside the model.
  case sidecar
  /// The model's file.
  case file
  /// A preset that one of those names.
  case preset
  /// A rule that holds where nothing is said.
  case standard = "default"
  /// Nobody: a guess, which the model's notes tell.
  case assumed
}
