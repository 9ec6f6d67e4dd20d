package dev.runbook.provider.postgres;

import dev.runbook.language.value.SemanticVersion;
import dev.runbook.port.Processes;
import java.util.ArrayList;
import java.util.List;

/** The {@code pg_dump} of the operator's path, which writes the dump itself. */
record LocalDumper(Tools tools, Conninfo complete) implements Dumper {
    @Override
    public SemanticVersion version() throws InterruptedException {
        return tools.version(Tools.DUMP);
    }

    @Override
    public void dump(List<String> options, String path, Processes.Output output) throws InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Tools.DUMP);
        command.addAll(options);
        command.add("--file=" + path);
        command.add("--dbname=" + complete.argument());
        Tools.expectOk(command, tools.run(command, complete, output));
    }
}
