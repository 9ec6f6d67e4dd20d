package dev.runbook.run.plan;

import dev.runbook.language.program.Rescue;
import dev.runbook.language.program.Task;
import java.util.List;
import java.util.stream.Stream;

/** Tasks with all the tasks inside them. */
final class NestedTasks {
    private NestedTasks() {}

    static Stream<Task> all(List<Task> tasks) {
        return tasks.stream().flatMap(task -> Stream.concat(Stream.of(task), all(inside(task))));
    }

    private static List<Task> inside(Task task) {
        return switch (task) {
            case Task.Step step ->
                Stream.of(
                                step.body().stream(),
                                step.rescues().stream().map(Rescue::body).flatMap(List::stream),
                                step.ensure().stream())
                        .flatMap(s -> s)
                        .toList();
            case Task.Choice choice -> branches(choice);
            case Task.Loop loop -> loop.body();
            case Task.Procedure procedure -> procedure.body();
            case Task.Act _,
                    Task.Bind _,
                    Task.InNamespace _,
                    Task.WaitUntil _,
                    Task.Pause _,
                    Task.Assert _,
                    Task.Confirm _,
                    Task.Manual _,
                    Task.Note _,
                    Task.Retry _,
                    Task.Raise _,
                    Task.Fail _,
                    Task.Finish _ -> List.of();
        };
    }

    private static List<Task> branches(Task.Choice choice) {
        return Stream.concat(choice.arms().stream().flatMap(arm -> arm.body().stream()), choice.otherwise().stream())
                .toList();
    }

    /** The tasks that a step does itself, in branches and loops too, and not in steps of its own. */
    static Stream<Task> own(List<Task> tasks) {
        return tasks.stream()
                .filter(task -> !(task instanceof Task.Step))
                .flatMap(task -> Stream.concat(Stream.of(task), own(inside(task))));
    }
}
