package dev.runbook.provider.process;

import dev.runbook.provider.ScenarioException;
import dev.runbook.provider.ScenarioFields;
import java.util.ArrayList;
import java.util.List;

/** How a program ends in a rehearsal whose command line begins so. */
record ScriptedProgram(String command, int exit, String out, String err) {
    static final String FIELD = "programs";

    static List<ScriptedProgram> read(ScenarioFields scenario) throws ScenarioException {
        List<ScriptedProgram> programs = new ArrayList<>();
        for (Object program : scenario.list(FIELD)) {
            ScenarioFields fields =
                    ScenarioFields.of("a program of `programs`", program, "command", "exit", "out", "err");
            programs.add(new ScriptedProgram(
                    fields.optional("command")
                            .filter(command -> !command.isBlank())
                            .orElseThrow(() -> new ScenarioException("a program of `programs` has no `command`."
                                    + " Write how its command line begins: `command: acme-dns set`")),
                    fields.whole("exit"),
                    fields.text("out", ""),
                    fields.text("err", "")));
        }
        return programs;
    }
}
