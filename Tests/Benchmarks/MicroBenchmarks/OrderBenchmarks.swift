import AdModel
import Benchmark

@testable import Workflows

/// The order of many workflows: chains of segments that fill each other, and one ladder of three.
func benchmarkOrder() {
  for count in [100, 500] {
    Benchmark(
      "Order: \(count) workflows",
      closure: { benchmark, workflows in
        benchmark.measured {
          OrderGraph(workflows, ladders: [ladder]).serialOrder()?.count ?? 0
        }
      },
      setup: { (0..<count).map(workflow) })
  }
}

private let ladder = ["low", "medium", "high"].map { SegmentID($0) }

/// In eight of ten cases a step of a chain of five, else one up or down the ladder; some say `after`.
private func workflow(_ number: Int) -> Workflow {
  func segment(_ place: Int) -> SegmentID { SegmentID("segment-\(place)") }
  let action: Workflow.Action =
    switch number % 10 {
    case 0: .move(from: [ladder[0]], to: [ladder[1]])
    case 1: .move(from: [ladder[2]], to: [ladder[1]])
    default:
      number % 5 == 2
        ? .add(to: [segment(number)]) : .move(from: [segment(number - 1)], to: [segment(number)])
    }
  return Workflow(
    id: WorkflowID("workflow-\(number)"), name: "Workflow \(number)",
    trigger: Workflow.Trigger(
      test: .atLeast(1), campaign: CampaignSelector(["Awareness"]), withinDays: 7),
    action: action, after: number % 20 == 7 ? [WorkflowID("workflow-\(number - 5)")] : [])
}
