package completion

// PartiallyAccepted tells the Engine that the user took a part of the item.
func (e *Engine) PartiallyAccepted(id string) { e.ledger.PartiallyAccepted(id) }

// DidShow tells the Engine that the item is on the user's screen.
func (e *Engine) DidShow(id string) { e.ledger.DidShow(id) }
