import ArgumentParser
import Foundation
import LungAttention

struct ExperimentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "experiment",
    abstract: "Train on balanced and imbalanced sets, test all on all, explain, and write it up.",
    discussion: """
      The experiment of Zhang et al. (Scientific Reports 2023) on your own images: source-balanced
      and source-imbalanced sets of equal size are built from one manifest, the same network is
      trained on each under each image variant, every network is tested on every set, and Grad-CAM
      shows where it looks. CONFIG.yaml needs 'data', the rest has defaults:

        data: study.csv              # image,mask,label,source,patient
        classes: [normal, covid]     # in the order of the outputs; all labels by default
        positive: covid              # sensitivity, specificity, AUROC; the last class by default
        schemes: [source-balanced, source-imbalanced]   # also leave-source-out, random
        variants: [full, lungs-removed, lungs-only, box-removed, box-only]
        training-variants: [full]    # fewer networks; all variants by default
        seeds: [1, 2, 3]
        group: patient               # whose images stay together
        match: true                  # balanced and imbalanced sets of equal size
        validation-share: 0.15
        test-share: 0.25
        class-of-source: {north: normal, south: covid}  # imbalanced; found by default
        held-out-source: east        # leave-source-out
        fill: inpaint                # what takes the place of what is removed
        dilate: 0                    # pixels by which lungs and boxes are grown
        training: {architecture: resnet18, input-size: 224, epochs: 30, batch-size: 32}
                                     # and the other options of 'train', such as schedule: cosine;
                                     # {from: start.safetensors, freeze: [conv1, bn1, layer1]}

      Writes to the output folder: index.html, the page to read; summary.md; results.csv,
      attention.csv and matrices as CSV and LaTeX; where-they-look.svg; experiment.json; and below
      sets, models, predictions and attention all that they are made of.
      A run that was stopped goes on when the command is given again: what is finished is not done
      again, and seeds may be added.

      EXAMPLES
        lung-attention experiment study.yaml --plan
        lung-attention experiment study.yaml --output study-results
      """)

  @Argument(help: ArgumentHelp("The experiment.", valueName: "config.yaml"))
  var configurationFile: String

  @Option(
    help: ArgumentHelp(
      "Folder for the results. (default: the configuration's name)", valueName: "folder"))
  var output: String?

  @Flag(help: "Make the sets, print the plan and the expected time, and stop.")
  var plan = false

  @Flag(help: "Print the results as JSON.")
  var json = false

  @OptionGroup var execution: ExecutionOptions

  func run() throws {
    let experiment = try ExperimentConfiguration(path: configurationFile)
    let folder =
      output
      ?? URL(filePath: configurationFile).deletingPathExtension().lastPathComponent + "-results"
    var progress = StepProgress()
    let results = try execution.run {
      try ExperimentRun(experiment, output: folder).run(onlyPlans: plan) { event in
        switch event {
        case .plan(let plan): self.plan ? print(plan.text) : note(plan.text)
        case .progress(let title, let done, let total): progress.update(title, done, of: total)
        case .note(let text): note(text)
        }
      }
    }
    guard let results else { return }
    print(json ? try results.json() : results.text(folder: folder), terminator: "")
  }
}

/// The progress line of the step that is under way.
private struct StepProgress: ~Copyable {
  private var title = ""
  private var line = ProgressLine("", total: 0)

  mutating func update(_ title: String, _ done: Int, of total: Int) {
    if title != self.title {
      self.title = title
      line = ProgressLine(title, total: total)
    }
    line.update(done)
  }
}
