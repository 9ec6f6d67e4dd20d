package dev.runbook.provider;

import dev.runbook.language.eval.LookupRequest;
import dev.runbook.language.eval.Reader;
import dev.runbook.language.value.Value;
import dev.runbook.port.Observer;

/** Answers lookups from the world as it is now. */
public record WorldReader(World world, Observer observer) implements Reader {
    @Override
    public Value read(LookupRequest request) throws InterruptedException {
        return world.lookup(request.signature())
                .read(new Call(
                        request.signature(),
                        request.receiver(),
                        request.positional(),
                        request.options(),
                        request.namespace(),
                        world,
                        observer));
    }
}
