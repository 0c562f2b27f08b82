package io.kongruent.embedded;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.http.impl.Http1xOrH2CHandler;
import io.vertx.core.impl.transports.JDKTransport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Connections as nginx takes them: HTTP/2 without TLS is for clients that begin with it. Vert.x would also change to it where a request of HTTP/1.1 asks for
 * that ({@code Upgrade: h2c}); so it never hears of the wish, and answers by HTTP/1.1.
 */
final class PriorKnowledge extends JDKTransport {

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return domainSocket ? super.serverChannelFactory(true) : Listening::new;
    }

    private static final class Listening extends NioServerSocketChannel {
        @Override
        protected int doReadMessages(List<Object> accepted) throws Exception {
            int count = super.doReadMessages(accepted);
            if (count > 0 && accepted.getLast() instanceof Channel channel) {
                channel.pipeline().addFirst(new FirstHead());
            }
            return count;
        }
    }

    /** Passes on the lines of a connection's first head but for the wish, which is heard nowhere else; then it is gone. */
    private static final class FirstHead extends ChannelInboundHandlerAdapter {
        private static final int LONGEST_LINE = 16 * 1024;

        private ByteBuf held = Unpooled.EMPTY_BUFFER;
        private boolean looked;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            boolean meant = looked || context.pipeline().get(Http1xOrH2CHandler.class) != null;
            looked = true;
            if (!meant || !(message instanceof ByteBuf bytes)) {
                context.pipeline().remove(this);
                context.fireChannelRead(message);
                return;
            }
            if (held.isReadable()) {
                held = Unpooled.wrappedBuffer(held, bytes);
            } else {
                held.release();
                held = bytes;
            }
            boolean over = passLines(context);
            if (over || held.readableBytes() > LONGEST_LINE) {
                ByteBuf rest = held;
                held = Unpooled.EMPTY_BUFFER;
                context.pipeline().remove(this);
                context.fireChannelRead(rest);
            }
        }

        /** Whether the head's end has come. */
        private boolean passLines(ChannelHandlerContext context) {
            int newline = end();
            while (newline >= 0) {
                int length = newline + 1 - held.readerIndex();
                String line = held.toString(held.readerIndex(), length, StandardCharsets.ISO_8859_1);
                if (line.isBlank()) {
                    return true;
                }
                if (isWish(line)) {
                    held.skipBytes(length);
                } else {
                    context.fireChannelRead(held.readRetainedSlice(length));
                }
                newline = end();
            }
            return false;
        }

        private int end() {
            return held.indexOf(held.readerIndex(), held.writerIndex(), (byte) '\n');
        }

        private static boolean isWish(String line) {
            String text = line.toLowerCase(Locale.ROOT);
            return text.startsWith("upgrade:") && text.contains("h2c");
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            held.release();
            held = Unpooled.EMPTY_BUFFER;
        }
    }
}
