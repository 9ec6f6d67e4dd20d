package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line ends with the documented code when it is used wrongly. */
class ExitCodesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan update-coder.rb --bogus",
                "exec",
                "no-such-command",
                "check no-such-runbook.rb",
                "exec update-coder.rb versoin=1.16.1",
                "exec update-coder.rb version=banana",
                "explain NoSuchThing"
            })
    void wrongUsageEndsWithTwo(String line) {
        assertEquals(2, Main.execute(line.split(" ", -1)));
    }
}
