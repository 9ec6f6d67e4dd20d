package dev.runbook.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.Examples;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One mistake is told once: the main runbook with any one of its words or signs left out. */
class OneMistakeTest {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]+[?:]?|[0-9]+|=>|==|!=|>=|[^\\s\\w]");

    static List<String> examples() {
        return Examples.ALL;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void oneWordLeftOutIsOneMistakeOrNone(String name) {
        Source source = Examples.read(name);
        List<String> several = new ArrayList<>();
        int all = 0;
        Matcher word = WORD.matcher(source.text());
        while (word.find()) {
            all++;
            String without =
                    source.text().substring(0, word.start()) + source.text().substring(word.end());
            List<Diagnostic> told = told(without);
            if (told.size() > 1) {
                several.add(source.position(word.start()) + " " + word.group() + ": " + told);
            }
        }
        // A head or a bracket that is missing over several lines may show at both of its ends.
        assertTrue(several.size() * 100 <= all, () -> String.join("\n", several));
    }

    @Test
    void threeMistakesAreToldAsThree() {
        String text = Examples.read("update-coder.rb").text();
        assertEquals(
                List.of("RB0103", "RB0114", "RB0109"),
                told(text.replace("runbook \"Update Coder\"", "runbook \"Update Coder")
                                .replace("helm.repo_add \"coder\", repo_url", "helm.repo_add \"coder\" repo_url")
                                .replace("    helm.uninstall release\n  end\n", "    helm.uninstall release\n"))
                        .stream()
                        .map(diagnostic -> diagnostic.code().name())
                        .toList());
    }

    private static List<Diagnostic> told(String text) {
        return RunbookParser.parse(Source.of("input.rb", text)) instanceof ParseResult.Broken(var diagnostics, var _)
                ? diagnostics
                : List.of();
    }
}
