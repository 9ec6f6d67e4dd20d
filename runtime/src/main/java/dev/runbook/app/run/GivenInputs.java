package dev.runbook.app.run;

import dev.runbook.app.composition.Terminal;
import dev.runbook.language.program.Input;
import dev.runbook.language.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is given for the parameters of a runbook. */
public interface GivenInputs {
    /** Their values, or the end of the command with every problem. A secret that nothing gives is asked for. */
    Map<String, Value> values(List<Input> inputs, Terminal terminal) throws InterruptedException;

    /** Every text that the operator has given for some input: what is named so may be read. */
    Set<String> named(Map<String, String> environment);
}
