import ArgumentParser

extension ExitCode {
  /// The code after a batch: 0 when all worked, 3 when some failed, 1 when none worked.
  init(finished: Int, failed: Int) {
    self = failed == 0 && finished > 0 ? .success : finished > 0 ? ExitCode(3) : .failure
  }
}
