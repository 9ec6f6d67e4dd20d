package dev.runbook.provider.process;

import dev.runbook.language.failure.Failure;
import dev.runbook.provider.ScenarioException;
import dev.runbook.provider.ScenarioFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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

    /** What makes a program fail again. */
    static Map<String, Object> recorded(String what, Failure failure) {
        if (!what.equals("run") || failure.command().isEmpty()) {
            return Map.of();
        }
        // How the line begins is enough; what is masked in it, or differs between machines, is left out.
        String command = failure.command().stream()
                .takeWhile(word -> !word.contains("[secret ") && !word.startsWith("/tmp/"))
                .collect(Collectors.joining(" "));
        Map<String, Object> program = new LinkedHashMap<>();
        program.put("command", command.isEmpty() ? failure.command().getFirst() : command);
        program.put("exit", failure.exitCode().orElse(1));
        program.put("err", failure.output().strip());
        return Map.of(FIELD, List.of(program));
    }
}
