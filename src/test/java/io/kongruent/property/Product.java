package io.kongruent.property;

/** The product over one set of objects, asked one thing after the other. */
interface Product<Q, A> extends AutoCloseable {

    A answer(Q question);

    @Override
    default void close() {}
}
