package dev.runbook.app.cli;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Suggestion;
import dev.runbook.json.Json;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.Catalogue;
import dev.runbook.language.signature.LanguageWords;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.signature.SignatureText;
import dev.runbook.provider.process.FailureClassText;
import dev.runbook.run.report.ExitCode;
import dev.runbook.run.report.TextWidth;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The commands that look things up in the language: actions and explain. */
final class ReferenceCommands {
    private static final int WIDTH = 80;

    /** How a line of prose begins: not with space, and not as a heading, a table, a list or a fence. */
    private static final Pattern PROSE = Pattern.compile("(?!```)[^\\s#|*-]");

    private ReferenceCommands() {}

    /** {@code runbook actions}. */
    @Command(
            name = "actions",
            mixinStandardHelpOptions = true,
            abbreviateSynopsis = true,
            header = {
                "List every action and lookup, and what can be asked of values.",
                "",
                "Examples:",
                "  runbook actions",
                ""
            })
    static final class Actions implements Callable<Integer> {
        @ParentCommand
        Main main = new Main();

        @Mixin
        JsonOption json = new JsonOption();

        @Override
        public Integer call() {
            Catalogue catalogue = ShippedProviders.ALL.catalogue();
            if (json.on) {
                Stream.of(catalogue.actions(), catalogue.lookups(), members(catalogue))
                        .flatMap(List::stream)
                        .forEach(s -> main.terminal.out().println(line(s)));
                return 0;
            }
            main.terminal.out().println("Actions, which change something:");
            catalogue.actions().forEach(s -> entry(Catalogue.fullName(s), 28, SignatureText.summary(s)));
            main.terminal.out().println("\nLookups, which read:");
            catalogue.lookups().forEach(s -> entry(Catalogue.fullName(s), 28, SignatureText.summary(s)));
            main.terminal.out().println("\nWhat can be asked of values; runbook explain NAME says more:");
            Map<String, List<String>> names = new LinkedHashMap<>();
            members(catalogue)
                    .forEach(s -> names.computeIfAbsent(
                                    s.receiver().orElseThrow().title(), t -> new ArrayList<>())
                            .add(s.name()));
            names.forEach((type, all) -> entry(type, 18, String.join(", ", all)));
            return 0;
        }

        /** A name, and from that column on what there is to say of it. */
        private void entry(String name, int column, String text) {
            String before = "  " + name + " ".repeat(Math.max(2, column - 2 - name.length()));
            for (String line : TextWidth.wrap(text, WIDTH - column)) {
                main.terminal.out().println(before + line);
                before = " ".repeat(column);
            }
        }

        private static List<Signature> members(Catalogue catalogue) {
            return catalogue.all().stream()
                    .filter(s -> s.receiver().isPresent())
                    .toList();
        }

        private static String line(Signature signature) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", signature.name());
            signature.receiver().ifPresent(type -> fields.put("of", type.title()));
            fields.put("role", signature.role().name().toLowerCase(Locale.ROOT));
            fields.put("effect", signature.effect().name().toLowerCase(Locale.ROOT));
            fields.put("usage", SignatureText.usage(signature));
            fields.put("result", signature.result().title());
            fields.put("about", signature.about());
            fields.put("example", signature.example());
            return Json.line(fields);
        }
    }

    /** {@code runbook explain}. */
    @Command(
            name = "explain",
            mixinStandardHelpOptions = true,
            abbreviateSynopsis = true,
            header = {
                "Explain a word, an action, a lookup, an option, a failure class or a code.",
                "",
                "Examples:",
                "  runbook explain helm.upgrade",
                "  runbook explain ImmutableField",
                "  runbook explain RB0211",
                ""
            })
    static final class Explain implements Callable<Integer> {
        @ParentCommand
        Main main = new Main();

        @Parameters(
                paramLabel = "NAME",
                description = "Such as helm.upgrade, rescue, timeout:, gone?, NotReady or RB0211.")
        String name = "";

        @Override
        public Integer call() throws IOException {
            main.terminal.out().println(text().stripTrailing());
            return 0;
        }

        /** Breaks prose that is wider than a terminal; what can be copied into a runbook stays as it is. */
        private static String folded(String page) {
            List<String> lines = new ArrayList<>();
            boolean code = false;
            for (String line : paragraphs(page)) {
                code ^= line.startsWith("```");
                String indent =
                        line.substring(0, line.length() - line.stripLeading().length());
                if (code || line.length() <= WIDTH) {
                    lines.add(line);
                } else {
                    TextWidth.wrap(line, WIDTH - indent.length()).forEach(part -> lines.add(indent + part));
                }
            }
            return String.join("\n", lines);
        }

        /** The lines of a page, those of a paragraph made one: it was broken for another width. */
        private static List<String> paragraphs(String page) {
            List<String> lines = new ArrayList<>();
            boolean code = false;
            boolean prose = false;
            for (String line : page.lines().toList()) {
                boolean fence = line.startsWith("```");
                code ^= fence;
                boolean more = !code && !fence && PROSE.matcher(line).lookingAt();
                if (prose && more) {
                    lines.add(lines.removeLast() + " " + line);
                } else {
                    lines.add(line);
                }
                prose = more;
            }
            return lines;
        }

        private String text() throws IOException {
            Optional<FailureClass> failure = FailureClass.named(name);
            if (failure.isPresent()) {
                return folded(FailureClassText.of(failure.get(), ShippedProviders.ALL.knownFailures()));
            }
            Catalogue catalogue = ShippedProviders.ALL.catalogue();
            LanguageWords words = LanguageWords.read();
            List<String> pages = new ArrayList<>();
            words.page(name).map(Explain::folded).ifPresent(pages::add);
            catalogue.named(name).stream().map(SignatureText::page).forEach(pages::add);
            if (pages.isEmpty()) {
                LanguageWords.option(catalogue, name).map(Explain::folded).ifPresent(pages::add);
            }
            if (!pages.isEmpty()) {
                return String.join("\n", pages);
            }
            String code = name.toUpperCase(Locale.ROOT);
            if (code.matches("RB[0-9]{4}")) {
                try (InputStream page = Explain.class.getResourceAsStream("/dev/runbook/explain/" + code + ".md")) {
                    if (page != null) {
                        return folded(new String(page.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
            List<String> known = new ArrayList<>();
            Arrays.stream(FailureClass.values()).map(Enum::name).forEach(known::add);
            Arrays.stream(Code.values()).map(Enum::name).forEach(known::add);
            catalogue.all().stream().map(Catalogue::fullName).forEach(known::add);
            catalogue.forms().stream().map(Signature::name).forEach(known::add);
            known.addAll(words.words());
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: nothing is called \"" + name + "\". "
                            + Suggestion.nearest(name, known)
                                    .map(n -> "Did you mean " + n + "?")
                                    .orElse("runbook actions lists what there is."));
        }
    }
}
