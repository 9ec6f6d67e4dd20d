package dev.runbook.provider;

import java.util.List;

/** What an action is going to do, for the plan and for the journal before it is done. */
public sealed interface Intent {
    /** A program with its very argument list; what is not known yet stands as {@code <label>}. */
    record Command(List<String> arguments) implements Intent {
        public Command {
            arguments = List.copyOf(arguments);
        }
    }

    /** Something that is not a program, in words. */
    record Description(String words) implements Intent {}
}
