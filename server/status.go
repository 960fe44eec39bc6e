package server

import (
	"time"

	"fimble/completion"
)

// statusParams are what an editor may say of Fimble in its status line.
type statusParams struct {
	Model        string `json:"model,omitempty"`  // that wrote what is suggested
	Milliseconds int64  `json:"ms"`               // that the answer took
	Reason       string `json:"reason,omitempty"` // why nothing is suggested
	Error        string `json:"error,omitempty"`  // what went wrong, as the log has it
}

// reportStatus tells a client that wants to know what became of a request. Of
// one that a newer request has taken the place of there is nothing to say.
func (c *connection) reportStatus(result completion.Result, took time.Duration) {
	if !c.client.wantsStatus || result.Superseded || result.Reason == completion.ReasonCancelled {
		return
	}
	status := statusParams{Model: result.Model, Milliseconds: took.Milliseconds(), Reason: string(result.Reason)}
	if result.Err != nil && result.Reason != completion.ReasonLoading {
		status.Error = result.Err.Error()
	}
	c.outbox.put(letter{method: NotificationStatus, params: &status})
}
