package dev.runbook.language.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a task within the step around it, which journals name it by: {@code body.2}, {@code rescue1.1},
 * {@code body.2.arm1.3}. It is minted once, by the check; every list of tasks has such a name as well, and gives one to
 * each of its tasks.
 */
public record TaskKey(String text) {
    /** The tasks of a step's body, and those at top level. */
    public static final TaskKey BODY = new TaskKey("body");

    /** The tasks of a step's ensure clause. */
    public static final TaskKey ENSURE = new TaskKey("ensure");

    /** Of what a step is decided by: its {@code if:} and {@code unless:}. */
    public static final TaskKey CONDITION = new TaskKey("condition");

    /** Of what a step that is done is done again by. */
    public static final TaskKey AGAIN_UNLESS = new TaskKey("again_unless");

    /** Of what belongs to no task. */
    public static final TaskKey NONE = new TaskKey("");

    private static final String RESCUE = "rescue";
    private static final Pattern BRANCH = Pattern.compile("\\.(?:arm(\\d+)|else)(?=\\.)");

    /** A choice that a place stands in, and in which of its branches: counted from 1, 0 for the one without a condition. */
    public record Branch(TaskKey choice, int arm) {}

    /** The tasks of a rescue clause, counted from 1. */
    public static TaskKey rescue(int clause) {
        return new TaskKey(RESCUE + clause);
    }

    /** A task of this list, or of this loop or procedure, counted from 1. */
    public TaskKey task(int number) {
        return inside(Integer.toString(number));
    }

    /** The tasks of a branch of this choice, counted from 1. */
    public TaskKey arm(int number) {
        return inside("arm" + number);
    }

    /** The tasks of this choice for when no condition holds. */
    public TaskKey otherwise() {
        return inside("else");
    }

    /** The tasks of a branch of this choice, counted from 1; 0 is the one without a condition. */
    public TaskKey branch(int number) {
        return number == 0 ? otherwise() : arm(number);
    }

    /** Whether it stands in a list, or in a branch, loop or procedure in that. */
    public boolean isIn(TaskKey list) {
        return text.startsWith(list.text + ".");
    }

    /** Of the question whether this task is waited for as long again. */
    public TaskKey waiting() {
        return inside("wait");
    }

    /** Of the question whether what this task takes away may be lost. */
    public TaskKey losing() {
        return inside("losses");
    }

    private TaskKey inside(String part) {
        return new TaskKey(text + "." + part);
    }

    /** The same place in one round of a loop, as plans tell the rounds apart: journals do so by the step's address. */
    public TaskKey inRound(TaskKey loop, int round) {
        return isIn(loop) ? new TaskKey(loop.inside("round" + round).text + text.substring(loop.text.length())) : this;
    }

    /** The list that this task stands in: a clause, a branch, or the body of a loop or procedure. */
    public TaskKey list() {
        return new TaskKey(text.substring(0, text.lastIndexOf('.')));
    }

    /** Which clause of the step it stands in: its body, its ensure clause, or one of its rescue clauses. */
    public TaskKey clause() {
        int end = text.indexOf('.');
        return end < 0 ? this : new TaskKey(text.substring(0, end));
    }

    /** Whether it stands in an ensure clause. */
    public boolean ensures() {
        return clause().equals(ENSURE);
    }

    /** Whether it stands in a rescue clause. */
    public boolean rescues() {
        return text.startsWith(RESCUE);
    }

    /** The choices around it, the outermost first. */
    public List<Branch> branches() {
        List<Branch> around = new ArrayList<>();
        Matcher branch = BRANCH.matcher(text);
        while (branch.find()) {
            int arm = branch.group(1) == null ? 0 : Integer.parseInt(branch.group(1));
            around.add(new Branch(new TaskKey(text.substring(0, branch.start())), arm));
        }
        return around;
    }

    /** The choice that it stands in, and no other between. */
    public Optional<TaskKey> decidedBy() {
        List<Branch> around = branches();
        return around.isEmpty()
                ? Optional.empty()
                : Optional.of(around.getLast().choice());
    }

    @Override
    public String toString() {
        return text;
    }
}
