package dev.stanchion.engine.admin;

import java.util.Optional;

/**
 * An operation that was planned. It is carried out in the same turn of its shard, or not at all, so
 * that nothing comes between.
 *
 * @param undo the operation that restores the state before; empty if there is none
 */
record Prepared(Plan plan, Optional<Operation> undo, Deed deed) {
    /** The change itself. */
    interface Deed {
        /**
         * Makes the change.
         *
         * @param done hears when it is durable; the number is that of a published message, else 0
         */
        void carryOut(Reply<Long> done);
    }

    /**
     * Carries it out.
     *
     * @param agreed the state that it was planned on before; empty if any state will do
     */
    void carryOut(String agreed, Reply<Result> reply) {
        Failure why = plan.whyNot(agreed);
        if (why != null) {
            reply.failed(why);
            return;
        }
        deed.carryOut(
                Reply.of(
                        sequence ->
                                reply.succeeded(new Result(plan, plan.effects(), undo, sequence)),
                        reply::failed));
    }
}
