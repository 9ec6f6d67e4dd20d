package dev.runbook.language.program;

import dev.runbook.language.signature.Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A checked statement: what the run does, in order. */
public sealed interface Task {
    Where where();

    /** Its place within the step around it. */
    TaskKey key();

    /**
     * A step.
     *
     * @param address where plans, journals and overlays find it
     * @param title what people see; a constant but for names of loops and procedures
     */
    record Step(
            Where where,
            TaskKey key,
            Address address,
            Expr title,
            StepOptions options,
            List<Task> body,
            List<Rescue> rescues,
            List<Task> ensure)
            implements Task {}

    record Bind(Where where, TaskKey key, String name, Expr value) implements Task {}

    /** The default namespace of what follows in the same scope. */
    record InNamespace(Where where, TaskKey key, Expr namespace) implements Task {}

    /** An action of the catalogue. */
    record Act(Where where, TaskKey key, Signature signature, List<Expr> positional, Map<String, Expr> options)
            implements Task {}

    /** A procedure performed here: its parameters bound, at its own place, and its steps spliced in. */
    record Procedure(Where where, TaskKey key, String name, List<Bind> arguments, List<Task> body) implements Task {}

    record Choice(Where where, TaskKey key, List<Arm> arms, List<Task> otherwise) implements Task {}

    record Loop(Where where, TaskKey key, String name, Expr list, List<Task> body) implements Task {}

    /** {@code wait … until}; see the options of the statement for each field. */
    record WaitUntil(
            Where where,
            TaskKey key,
            Expr upTo,
            Optional<Expr> every,
            Optional<Expr> stableFor,
            Optional<Expr> failIf,
            Expr condition)
            implements Task {}

    record Pause(Where where, TaskKey key, Expr length) implements Task {}

    record Assert(Where where, TaskKey key, Expr condition, Optional<Expr> message) implements Task {}

    /** A question that a person answers with yes or no; {@code show} names a file to show with it. */
    record Confirm(Where where, TaskKey key, Expr question, Optional<Expr> show) implements Task {}

    /** Something that a person does by hand and then says so. */
    record Manual(Where where, TaskKey key, Expr instruction) implements Task {}

    record Note(Where where, TaskKey key, Expr text) implements Task {}

    /** In a rescue: the step's body again; {@code attempts} counts the repetitions, 1 when left out. */
    record Retry(Where where, TaskKey key, Optional<Expr> attempts) implements Task {}

    record Raise(Where where, TaskKey key, Expr failure) implements Task {}

    record Fail(Where where, TaskKey key, Expr message) implements Task {}

    record Finish(Where where, TaskKey key, Optional<Expr> reason) implements Task {}

    /** One arm of a choice; an {@code unless} comes with its condition negated. */
    record Arm(Expr condition, List<Task> body) {}
}
