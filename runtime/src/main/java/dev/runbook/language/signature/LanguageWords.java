package dev.runbook.language.signature;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code runbook explain} says of the words and signs of the language that are no call, and of options. */
public final class LanguageWords {
    private static final String PAGES = "/dev/runbook/explain/words.md";
    private static final Pattern SECTION = Pattern.compile("(?m)^## ");

    private final Map<String, String> pages = new LinkedHashMap<>();

    private LanguageWords(String text) {
        for (String section : SECTION.split(text, -1)) {
            if (!section.isBlank()) {
                String title = section.lines().findFirst().orElse("");
                Arrays.stream(title.split(", ", -1)).forEach(word -> pages.put(word, section));
            }
        }
    }

    public static LanguageWords read() {
        try (InputStream in = LanguageWords.class.getResourceAsStream(PAGES)) {
            if (in == null) {
                throw new IllegalStateException(PAGES + " is not in the jar");
            }
            return new LanguageWords(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Set<String> words() {
        return pages.keySet();
    }

    /** What there is to say of a word. */
    public Optional<String> page(String word) {
        return Optional.ofNullable(pages.get(word));
    }

    /** Of which calls a word is an option, with what it means there. */
    public static Optional<String> option(Catalogue catalogue, String word) {
        String name = word.endsWith(":") ? word.substring(0, word.length() - 1) : word;
        Map<String, List<String>> meanings = new LinkedHashMap<>();
        List<Signature> all = new ArrayList<>(catalogue.forms());
        all.addAll(catalogue.all());
        for (Signature signature : all) {
            signature
                    .option(name)
                    .ifPresent(
                            o -> meanings.computeIfAbsent(o.type().title() + ": " + o.about(), m -> new ArrayList<>())
                                    .add(Catalogue.fullName(signature)));
        }
        return meanings.isEmpty()
                ? Optional.empty()
                : Optional.of("`" + name + ":` is an option.\n\n"
                        + meanings.entrySet().stream()
                                .map(e -> "Of " + String.join(", ", e.getValue()) + ":\n  " + e.getKey() + "\n")
                                .collect(Collectors.joining("\n")));
    }
}
