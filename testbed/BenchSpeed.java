import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What runbook costs beside what it starts: a check beside helm's own start, and a step that runs {@code true} beside
 * starting {@code true}. All of it in turns in one run, since a machine is now faster and now slower.
 */
public final class BenchSpeed {
    private static final int STEPS = 200;
    private static final int STARTS = 21;
    private static final int RUNS = 7;

    private final String runbook;
    private final String helm;
    private final Path folder = Files.createTempDirectory("bench-speed-");

    private BenchSpeed(String runbook, String helm) throws IOException {
        this.runbook = runbook;
        this.helm = helm;
    }

    public static void main(String[] args) throws Exception {
        BenchSpeed bench = new BenchSpeed(args[0], args[1]);
        try {
            bench.starts();
            bench.steps();
        } finally {
            bench.clear(bench.folder);
        }
    }

    private void starts() throws Exception {
        List<Double> check = new ArrayList<>();
        List<Double> version = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            check.add(took(runbook, "check", "update-coder.rb"));
            version.add(took(helm, "version"));
        }
        System.out.printf("%n%-46s %8s %8s %4s%n", "milliseconds", "median", "best", "of");
        line("runbook check update-coder.rb", check);
        line("helm version", version);
    }

    private void steps() throws Exception {
        String one = runbook(1);
        String many = runbook(STEPS + 1);
        List<Double> steps = new ArrayList<>();
        List<Double> java = new ArrayList<>();
        List<Double> shell = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            double began = took(runbook, "exec", one);
            steps.add((took(runbook, "exec", many) - began) / STEPS);
            clear(folder.resolve(".runbook"));
            long start = System.nanoTime();
            for (int k = 0; k < STEPS; k++) {
                new ProcessBuilder("setsid", "true").start().waitFor();
            }
            java.add((System.nanoTime() - start) / 1e6 / STEPS);
            shell.add(took("sh", "-c", "i=0; while [ $i -lt " + STEPS + " ]; do setsid -w true; i=$((i+1)); done") / STEPS);
        }
        System.out.println();
        line("a step that runs true, journal flushed", steps);
        line("setsid true, started by Java", java);
        line("setsid true, started by sh", shell);
    }

    private String runbook(int steps) throws IOException {
        String text = IntStream.range(0, steps)
                .mapToObj(i -> "step \"S" + i + "\" do\n  run \"true\"\nend\n")
                .collect(Collectors.joining("", "runbook \"Steps\"\n", ""));
        return Files.writeString(folder.resolve("steps-" + steps + ".rb"), text).toString();
    }

    private double took(String... command) throws Exception {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command));
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static void line(String what, List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        System.out.printf(
                "%-46s %8.1f %8.1f %4d%n", what, sorted.get(sorted.size() / 2), sorted.get(0), sorted.size());
    }

    private void clear(Path old) throws IOException {
        if (Files.exists(old)) {
            try (Stream<Path> files = Files.walk(old)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }
}
