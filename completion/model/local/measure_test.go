package local

// memory is what the index takes, in bytes.
func (c *corpus) memory() int {
	n := cap(c.ids)*4 + cap(c.gaps) + cap(c.ranks)
	for _, ch := range c.chains {
		n += cap(ch.heads)*4 + cap(ch.links)*4
	}
	v := c.words
	return n + cap(v.bytes) + 4*cap(v.starts) + cap(v.kinds) + 4*cap(v.counts) + cap(v.common) + 4*cap(v.table)
}
