package dev.runbook.provider.helm;

import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import java.util.Optional;

/** {@code helm.repo?(name, url)}. */
public final class HelmRepoKnown implements Lookup {
    @Override
    public String name() {
        return "helm.repo?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        String wanted = ArgumentText.of(call.positional().getFirst(), "name");
        Optional<String> url =
                call.positional().size() > 1 && !(call.positional().get(1) instanceof Value.Nil)
                        ? Optional.of(ArgumentText.of(call.positional().get(1), "url"))
                        : Optional.empty();
        return Value.of(call.client(Helm.class).repositories().stream()
                .anyMatch(r -> r.name().equals(wanted)
                        && url.map(u -> bare(u).equals(bare(r.url()))).orElse(true)));
    }

    /** Helm takes an address with and without a slash at its end for the same. */
    private static String bare(String url) {
        return url.replaceFirst("/+$", "");
    }
}
